package dev.nightdesk.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A bare bot in a JVM with the flags of our gateway.
final class Bare implements Subject {
  private final Process process;
  private final Moments moments = new Moments();

  private Bare(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("bare bot").start(this::listen);
  }

  /// @param flags of the JVM
  /// @param bot its main class
  /// @param words its arguments
  static Bare start(List<String> flags, Class<?> bot, List<String> words, Path folder) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), bot.getName()));
    command.addAll(words);
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      return new Bare(builder.redirectError(folder.resolve("bare.log").toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    process
        .inputReader()
        .lines()
        .forEach(line -> {
          var words = line.split(" ", -1);
          moments.add(Mark.valueOf(words[0]), Long.parseLong(words[1]));
        });
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Moments moments() {
    return moments;
  }

  @Override
  public AutoCloseable watching() {
    moments.clear();
    return () -> {};
  }

  @Override
  public void close() {
    var agents = process.descendants().toList();
    // The process's own method closes the stream that is still being read.
    process.toHandle().destroyForcibly();
    agents.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
