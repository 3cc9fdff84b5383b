package dev.nightdesk.gateway.config;

import dev.nightdesk.gateway.config.Config.Repository;
import dev.nightdesk.sessions.worktree.Base;
import dev.nightdesk.sessions.worktree.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `repos`: the folders agents may work in, and no others (PERM-16).
final class ReposReader {
  /// What can stand behind an `@` in a message.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  private static final Map<String, Isolation> ISOLATIONS =
      Map.of("worktree", Isolation.WORKTREE, "none", Isolation.NONE);
  private static final Map<String, Base> BASES = Map.of("fresh", Base.FRESH, "head", Base.HEAD);

  private final Path home;
  private final Map<String, Spot> names = new HashMap<>();

  private ReposReader(Path home) {
    this.home = home;
  }

  /// @param home where our own state lives: agents must not work there
  static List<Repository> read(Section root, Path home) {
    var reader = new ReposReader(home);
    var repos = new ArrayList<Repository>();
    for (Section entry : root.sections("repos")) {
      reader.repository(entry).ifPresent(repos::add);
    }
    if (!root.has("repos")) {
      root.warn(
          "repos",
          "no folder is named that agents may work in.",
          "Add one: repos: [{ name: shop, path: ~/src/shop }].");
    }
    return repos;
  }

  private Optional<Repository> repository(Section entry) {
    var name = entry.required("name", "Give it a short name: @name in a message picks it.");
    var path = entry.required("path", "Write where the folder is, like ~/src/shop.");
    var isolation = entry.value("isolation").flatMap(value -> value.oneOf(ISOLATIONS));
    var base = entry.value("base").flatMap(value -> value.oneOf(BASES));
    entry.end();
    var called = name.flatMap(this::name);
    var folder = path.flatMap(this::folder);
    return called.isEmpty() || folder.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Repository(
                called.get(),
                folder.get(),
                isolation.orElse(Isolation.WORKTREE),
                base.orElse(Base.FRESH)));
  }

  private Optional<String> name(Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      return text;
    }
    if (!NAME.matcher(text.get()).matches()) {
      value.error(
          value.shown() + " cannot stand behind an @.",
          "Use letters, digits, dots, dashes and underscores, at most 32.");
      return Optional.empty();
    }
    var before = names.putIfAbsent(text.get().toLowerCase(Locale.ROOT), value.spot());
    if (before != null) {
      value.error(
          "the repository in line " + before.line() + " has this name too.",
          "Give each a name of its own.");
    }
    return text;
  }

  private Optional<Path> folder(Value value) {
    var path = value.absolutePath();
    if (path.isEmpty()) {
      return path;
    }
    if (!Files.isDirectory(path.get())) {
      value.error(
          Files.exists(path.get())
              ? value.shown() + " is a file."
              : "there is no folder " + value.shown() + ".",
          "Clone the repository there, or mend the path.");
      return Optional.empty();
    }
    if (path.get().startsWith(home)) {
      value.error(
          value.shown() + " lies in Nightdesk's own home.",
          "Agents may not touch that: move the repository, or home.");
      return Optional.empty();
    }
    return path;
  }
}
