package dev.nightdesk.gateway;

import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.flow.Workplaces;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.worktree.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The configured repositories as places to work in.
final class Checkouts implements Workplaces {
  private static final String SHARED =
      "All sessions here work in the one copy you use too: two at once may get in each other's way.";

  private final Config config;

  Checkouts(Config config) {
    this.config = config;
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
  public Prepared prepare(Session session) {
    String known = session.workplace().directory();
    if (known != null) {
      return Files.isDirectory(Path.of(known))
          ? new Prepared.Ready(
              Path.of(known),
              session.workplace().branch(),
              session.workplace().base(),
              session.workplace().note())
          : new Prepared.Refused("its directory " + known + " is no more");
    }
    return config
        .repository(session.workplace().repo())
        .<Prepared>map(repo -> new Prepared.Ready(repo.path(), "", "", SHARED))
        .orElseGet(() ->
            new Prepared.Refused(
                "no repository is set up under that name. Add it to repos in the config"));
  }

  @Override
  public Result survey(Session session) {
    return new Result.Refused(Outcome.Reason.INVALID, "nothing is compared here");
  }

  @Override
  public Diff diff(Session session, Path into) {
    return new Diff.Nothing(
        "This session has no worktree of its own, so there is nothing to compare.");
  }
}
