package dev.nightdesk.gateway;

import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.flow.Transcriber;
import dev.nightdesk.sessions.host.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The program that makes text of a recording, as the config names it. It is started without a
/// shell, in the environment agents get, and ended when it takes too long. Safe for any thread.
public final class TranscriberProgram implements Transcriber {
  /// Longer than any note takes that a person would still look at.
  public static final Duration WITHIN = Duration.ofMinutes(3);

  private final Probe programs;
  private final List<String> command;

  /// @param command the program and its first arguments; the recording's path is put behind them.
  ///   Empty for none
  public TranscriberProgram(Probe programs, List<String> command) {
    this.programs = programs;
    this.command = List.copyOf(command);
  }

  @Override
  public Heard read(Path recording) throws InterruptedException {
    if (command.isEmpty()) {
      return new Heard.Nothing("no program for that is set up");
    }
    List<String> whole = new ArrayList<>(command);
    whole.add(recording.toString());
    String program = command.getFirst();
    return switch (programs.ask(whole, Map.of(), recording.resolveSibling("."), WITHIN)) {
      case Probe.Answer.Missing(String why) ->
          new Heard.Nothing("the program %s cannot be started (%s)".formatted(program, why));
      case Probe.Answer.Silent() ->
          new Heard.Nothing(
              "%s took longer than %d minutes".formatted(program, WITHIN.toMinutes()));
      case Probe.Answer.Said(int code, String _) when code != 0 ->
          new Heard.Nothing("%s ended with code %d".formatted(program, code));
      case Probe.Answer.Said(int _, String output) -> heard(output.strip());
    };
  }

  private static Heard heard(String text) {
    if (text.isEmpty()) {
      return new Heard.Nothing("no words were understood");
    }
    int end = Math.min(text.length(), DeskSettings.MAX_SPOKEN);
    boolean half = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return new Heard.Words(text.substring(0, half ? end - 1 : end));
  }
}
