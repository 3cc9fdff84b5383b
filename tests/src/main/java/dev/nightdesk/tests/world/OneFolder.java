package dev.nightdesk.tests.world;

import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.flow.Workplaces;
import dev.nightdesk.sessions.worktree.Handout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Every session works in the same folder.
record OneFolder(Path folder) implements Workplaces {
  OneFolder {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Prepared prepare(Session session) {
    return new Prepared.Ready(folder, "worktree-" + session.shortId(), "main", "");
  }

  @Override
  public Result survey(Session session) {
    var named = Handout.named(folder, session.turn().result(), DeskSettings.MAX_OFFERED_FILES);
    return new Result.Surveyed(0, 0, 0, false, named);
  }

  @Override
  public Taken take(Session session, String path, Path into, long atMost) {
    return switch (Handout.take(folder, path, into, atMost)) {
      case Handout.Copied(String name, long _) -> new Taken.Copied(name);
      case Handout.Refused(String why) -> new Taken.Refused(why);
    };
  }

  /// What a test put there ([World#changes()]).
  @Override
  public Diff diff(Session session, Path into) {
    if (!Files.exists(folder.resolve(World.CHANGES))) {
      return new Diff.Nothing("Nothing was changed.");
    }
    try {
      Files.copy(folder.resolve(World.CHANGES), into, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Diff.Made("worktree-fix.diff", "");
  }
}
