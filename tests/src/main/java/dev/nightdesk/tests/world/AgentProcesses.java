package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of one home's agents, as the system's process table shows them.
///
/// @param home of the gateway
record AgentProcesses(Path home) {
  /// Who a process says it works for.
  ///
  /// @param incarnation as the gateway numbers it
  record Mark(ProcessHandle process, String session, int incarnation) {}

  /// Launchers, feeders, agents and what they started.
  List<Mark> all() {
    return ProcessHandle.allProcesses().flatMap(process -> mark(process).stream()).toList();
  }

  /// Those that the launchers wrote down as `launcher`, `tail` or `agent`, and that live. The
  /// number of one that died may be another's by now, so it has to say that it works for that very
  /// start.
  List<Mark> named(String kind) {
    return files("pids").flatMap(file -> named(kind, file)).toList();
  }

  private Stream<Mark> named(String kind, Path file) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> Long.parseLong(line.split(" ", -1)[1]))
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> mark(process).stream())
        .filter(one -> file.toString().contains(one.session()))
        .filter(one -> one.incarnation() == incarnation(file));
  }

  /// Those that serve no living agent of their session's newest start.
  List<Mark> strays() {
    var serving = named("agent");
    return all().stream()
        .filter(one ->
            serving.stream()
                .noneMatch(agent ->
                    agent.session().equals(one.session())
                        && agent.incarnation() == one.incarnation()
                        && one.incarnation() == newest(one.session())))
        .toList();
  }

  private int newest(String session) {
    return files("claim")
        .filter(claim -> claim.toString().contains(session))
        .mapToInt(AgentProcesses::incarnation)
        .max()
        .orElse(0);
  }

  /// The start whose folder a file is in.
  private static int incarnation(Path file) {
    return Integer.parseInt(file.getName(file.getNameCount() - 2).toString());
  }

  private Stream<Path> files(String name) {
    return new Journals(home.resolve("sessions")).files(name);
  }

  /// Nothing when a launcher that gave up took it away.
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private Optional<Mark> mark(ProcessHandle process) {
    List<String> environment = environment(process);
    boolean ours = value(environment, "NIGHTDESK_SESSION_HOME").equals(realHome());
    return ours
        ? Optional.of(
            new Mark(
                process,
                value(environment, "NIGHTDESK_SESSION"),
                Integer.parseInt(value(environment, "NIGHTDESK_INCARNATION"))))
        : Optional.empty();
  }

  private static List<String> environment(ProcessHandle process) {
    try {
      String text =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "environ"),
              StandardCharsets.ISO_8859_1);
      return Arrays.asList(text.split("\0"));
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static String value(List<String> environment, String name) {
    return environment.stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private String realHome() {
    try {
      return Files.exists(home) ? home.toRealPath().toString() : home.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
