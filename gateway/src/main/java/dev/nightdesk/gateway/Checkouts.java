package dev.nightdesk.gateway;

import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.flow.Workplaces;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.worktree.Handout;
import dev.nightdesk.sessions.worktree.Isolation;
import dev.nightdesk.sessions.worktree.Survey;
import dev.nightdesk.sessions.worktree.Workplace;
import dev.nightdesk.sessions.worktree.WorktreeName;
import dev.nightdesk.sessions.worktree.Worktrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The configured repositories as places to work in: each session in a worktree of its own, unless
/// its repository says otherwise.
final class Checkouts implements Workplaces {
  private static final String SHARED =
      "All sessions here work in the one copy you use too: two at once may get in each other's way.";

  private final Config config;
  private final Worktrees worktrees;

  Checkouts(Config config, Worktrees worktrees) {
    this.config = config;
    this.worktrees = worktrees;
  }

  /// The repositories as the desk knows them. There is always one, so that somebody who configured
  /// none is told so when they dispatch.
  static List<DeskSettings.Repo> repos(Config config) {
    return config.repos().isEmpty()
        ? List.of(new DeskSettings.Repo("none", ""))
        : config.repos().stream()
            .map(repo ->
                new DeskSettings.Repo(
                    repo.name(), repo.isolation() == Isolation.NONE ? SHARED : ""))
            .toList();
  }

  @Override
  public Prepared prepare(Session session) throws InterruptedException {
    String known = session.workplace().directory();
    if (known != null) {
      return again(session, Path.of(known));
    }
    var repository = config.repository(session.workplace().repo());
    if (repository.isEmpty()) {
      return new Prepared.Refused(
          "no repository is set up under that name. Add it to repos in the config");
    }
    var repo = repository.get();
    var name = WorktreeName.of(session.origin().name(), session.shortId());
    return switch (worktrees.prepare(repo.path(), name, repo.isolation(), repo.base())) {
      case dev.nightdesk.sessions.worktree.Prepared.Ready(Workplace made) ->
          new Prepared.Ready(made.directory(), made.branch(), made.base(), note(repo, made));
      case dev.nightdesk.sessions.worktree.Prepared.Refused(String why) ->
          new Prepared.Refused(why);
    };
  }

  /// The config's own warning stands on the card from the start; it is not said twice.
  private static String note(Config.Repository repo, Workplace made) {
    return repo.isolation() == Isolation.NONE ? SHARED : made.note();
  }

  private static Prepared again(Session session, Path directory) {
    var place = session.workplace();
    return Files.isDirectory(directory)
        ? new Prepared.Ready(directory, place.branch(), place.base(), place.note())
        : new Prepared.Refused("its directory " + directory + " is no more");
  }

  @Override
  public Result survey(Session session) throws InterruptedException {
    String directory = session.workplace().directory();
    if (directory == null) {
      return new Result.Refused(Outcome.Reason.INVALID, "it has not started");
    }
    var folder = Path.of(directory);
    var named = Handout.named(folder, session.turn().result(), DeskSettings.MAX_OFFERED_FILES);
    if (session.workplace().branch().isEmpty()) {
      // What others changed in the one folder is not told apart from what it changed.
      return new Result.Surveyed(0, 0, 0, false, named);
    }
    return switch (worktrees.changes(folder, session.workplace().base())) {
      case Survey.Changes found ->
          new Result.Surveyed(
              found.files(), found.added(), found.removed(), found.uncommitted(), named);
      case Survey.Unknown(String why) -> new Result.Refused(Outcome.Reason.INVALID, why);
    };
  }

  @Override
  public Taken take(Session session, String path, Path into, long atMost) {
    String directory = session.workplace().directory();
    if (directory == null) {
      return new Taken.Refused("Session " + session.shortId() + " has not started yet.");
    }
    return switch (Handout.take(Path.of(directory), path, into, atMost)) {
      case Handout.Copied(String name, long _) -> new Taken.Copied(name);
      case Handout.Refused(String why) -> new Taken.Refused(why);
    };
  }

  @Override
  public Diff diff(Session session, Path into) throws InterruptedException {
    String directory = session.workplace().directory();
    if (directory == null) {
      return new Diff.Nothing("Session " + session.shortId() + " has not started yet.");
    }
    return switch (worktrees.diff(Path.of(directory), session.workplace().base(), into)) {
      case dev.nightdesk.sessions.worktree.Diff.Written(String name, boolean cut) ->
          new Diff.Made(name, cut ? "Its end is left out." : "");
      case dev.nightdesk.sessions.worktree.Diff.Nothing() ->
          new Diff.Nothing("Session " + session.shortId() + " has changed nothing.");
      case dev.nightdesk.sessions.worktree.Diff.Failed(String why) -> new Diff.Nothing(why);
    };
  }
}
