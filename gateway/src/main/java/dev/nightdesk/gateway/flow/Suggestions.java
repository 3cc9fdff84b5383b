package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door.Suggestion;
import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.desk.Session;
import java.util.Locale;
import java.util.stream.Stream;

/// What somebody who types a command may mean. Pure but for the view.
public final class Suggestions {
  private final DeskSettings settings;

  public Suggestions(DeskSettings settings) {
    this.settings = settings;
  }

  /// Who may use what is suggested.
  static Role.Right right(CommandHint.Kind kind) {
    return switch (kind) {
      case WORDS, SESSION -> Role.Right.LOOK;
      case TASK -> Role.Right.DISPATCH;
      case ROLE, PERSON -> Role.Right.GOVERN;
    };
  }

  Stream<Suggestion> of(DeskView view, CommandHint.Kind kind, String typed) {
    return switch (kind) {
      case WORDS -> Stream.of();
      case SESSION -> sessions(view, fold(typed));
      case TASK -> targets(typed);
      case ROLE -> Stream.of(Role.values()).map(role -> fold(role.name())).map(Suggestions::plain);
      case PERSON ->
          view.everybody().stream()
              .map(Person::name)
              .filter(name -> fold(name).startsWith(fold(typed)))
              .map(Suggestions::plain);
    };
  }

  private static Stream<Suggestion> sessions(DeskView view, String typed) {
    return view.board(DeskSettings.MAX_BOARD_ROWS).stream()
        .filter(session ->
            session.shortId().startsWith(typed) || fold(session.origin().name()).contains(typed))
        .map(Suggestions::session);
  }

  private static Suggestion session(Session session) {
    String label = session.icon() + " " + session.shortId() + " " + session.origin().name();
    return new Suggestion(session.shortId(), label);
  }

  /// A word behind `@` picks a repository or an agent; what follows it is the task.
  private Stream<Suggestion> targets(String typed) {
    if (!typed.startsWith("@") || typed.indexOf(' ') >= 0) {
      return Stream.of();
    }
    String begun = fold(typed.substring(1));
    return Stream.concat(
            settings.repos().stream().map(DeskSettings.Repo::name),
            settings.agents().stream().map(agent -> agent.value()))
        .filter(name -> fold(name).startsWith(begun))
        .map(name -> plain("@" + name));
  }

  private static Suggestion plain(String value) {
    return new Suggestion(value, value);
  }

  private static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
