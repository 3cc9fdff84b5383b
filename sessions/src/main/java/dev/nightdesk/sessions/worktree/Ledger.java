package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which worktrees of a repository are ours, and how far each is made: one small file each, in the
/// repository's own git folder, so that it goes where the repository goes.
///
/// An entry is written before anything of the worktree is, so what a crash leaves half made is
/// known as ours, and what people made is never taken for it. What stands in an entry is not
/// trusted beyond its form: an agent could write there.
record Ledger(Path folder) {
  private static final Pattern ENTRY =
      Pattern.compile(
          """
          name=(?<name>[a-z0-9-]{1,80})
          state=(?<state>making|ready)
          base=(?<base>[0-9a-f]{40,64})
          from=(?<from>[^\\p{Cntrl}]{0,250})
          """);

  private static final int MAX_ENTRY_BYTES = 1024;

  /// One worktree.
  ///
  /// @param name it was asked for by
  /// @param ready whether it was finished; only then may anybody have worked in it
  /// @param base the commit its branch began from
  /// @param from what that commit was called
  record Entry(String name, boolean ready, String base, String from) {
    Entry finished() {
      return new Entry(name, true, base, from);
    }

    private String text() {
      return "name=%s\nstate=%s\nbase=%s\nfrom=%s\n"
          .formatted(name, ready ? "ready" : "making", base, from);
    }
  }

  /// @param common the repository's git folder
  static Ledger of(Path common) {
    return new Ledger(common.resolve("nightdesk"));
  }

  /// The entry of a worktree's folder; nothing when it is not ours.
  Optional<Entry> entry(String worktree) {
    try (var stream = Files.newInputStream(file(worktree))) {
      var match = ENTRY.matcher(new String(stream.readNBytes(MAX_ENTRY_BYTES), UTF_8));
      return match.matches()
          ? Optional.of(
              new Entry(
                  match.group("name"),
                  match.group("state").equals("ready"),
                  match.group("base"),
                  match.group("from")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void put(String worktree, Entry entry) throws IOException {
    Files.createDirectories(folder);
    var draft = folder.resolve(worktree + ".tmp");
    Files.writeString(draft, entry.text());
    Files.move(
        draft, file(worktree), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void drop(String worktree) {
    Trees.deleteFile(file(worktree));
  }

  private Path file(String worktree) {
    return folder.resolve(worktree + ".txt");
  }
}
