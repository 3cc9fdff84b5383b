package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Rate;
import dev.nightdesk.gateway.config.Config.Claude;
import dev.nightdesk.gateway.config.Config.Member;
import dev.nightdesk.gateway.config.Config.Repository;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.sessions.worktree.Isolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells a config in a person's words.
final class Description {
  private static final String INDENT = "  ";

  private final Config config;
  private final List<String> lines = new ArrayList<>();

  private Description(Config config) {
    this.config = config;
  }

  static List<String> of(Config config) {
    var description = new Description(config);
    description.people();
    description.channels();
    description.repositories();
    description.agents();
    description.machine();
    return List.copyOf(description.lines);
  }

  private void people() {
    lines.add("people");
    if (config.channels().console()) {
      add("whoever sits at the console, owner: may " + rights(Role.OWNER));
    } else if (config.people().isEmpty()) {
      add(
          "nobody in this file: while no owner has been paired, serve prints a code that makes one");
    }
    for (Member member : config.people()) {
      add(
          member.person().name()
              + ", "
              + word(member.person().role())
              + ": may "
              + rights(member.person().role())
              + " ("
              + identities(member)
              + ")");
    }
  }

  private static String rights(Role role) {
    return Arrays.stream(Role.Right.values())
        .filter(role::may)
        .map(Role.Right::words)
        .collect(Collectors.joining(", "));
  }

  private static String identities(Member member) {
    return member.ids().entrySet().stream()
        .map(id -> id.getKey() + " " + id.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void channels() {
    lines.add("channels");
    if (config.channels().console()) {
      add("console");
    }
    var telegram = config.channels().telegram();
    if (telegram != null) {
      add("telegram by " + telegram.apiUrl() + ", " + pace(telegram.pace()));
    }
    var slack = config.channels().slack();
    if (slack != null) {
      add(
          "slack by "
              + slack.apiUrl()
              + (slack.appToken() == null ? ", events by http" : ", events by socket")
              + ", "
              + pace(slack.pace()));
    }
    var discord = config.channels().discord();
    if (discord != null) {
      add(
          "discord by "
              + discord.apiUrl()
              + (discord.messageContent()
                  ? ", reads all messages"
                  : ", reads what mentions it, answers it or is a command")
              + ", "
              + pace(discord.pace()));
    }
    if (!config.channels().any()) {
      add("none: add channels.telegram, channels.slack or channels.discord");
    }
  }

  private static String pace(Rate rate) {
    return rate.equals(Rate.UNLIMITED)
        ? "as fast as it goes"
        : "pace %s/s a chat (%d at once), %s/s in all"
            .formatted(number(rate.perSecond()), rate.burst(), number(rate.globalPerSecond()));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private void repositories() {
    lines.add("repositories");
    if (config.repos().isEmpty()) {
      add("none: nothing can be dispatched yet");
    }
    for (Repository repo : config.repos()) {
      boolean first = repo.equals(config.repos().getFirst());
      add(
          "@"
              + repo.name()
              + (first ? " (default)" : "")
              + " in "
              + repo.path()
              + (repo.isolation() == Isolation.NONE
                  ? ", all sessions in the one working copy"
                  : ", each session in a worktree of its own from "
                      + repo.base().name().toLowerCase(Locale.ROOT)));
    }
  }

  private void agents() {
    lines.add("agents");
    if (config.agents().claude().enabled()) {
      add(claude(config.agents().claude()));
    }
    if (config.agents().demo()) {
      add("demo: plays a script, needs no account");
    }
  }

  private static String claude(Claude claude) {
    var model = claude.model() == null ? "its own choice of model" : "model " + claude.model();
    var turns = claude.maxTurns() == 0 ? "no bound of turns" : claude.maxTurns() + " turns";
    var budget = claude.maxBudgetUsd() == null ? "no budget" : "$" + claude.maxBudgetUsd();
    return "claude: %s, mode %s, %s, at most %d at once, %s, %s"
        .formatted(
            String.join(" ", claude.command()),
            claude.permissionMode(),
            model,
            claude.maxLive(),
            turns,
            budget);
  }

  private void machine() {
    var http = config.http();
    lines.add("machine");
    if (!config.transcriber().isEmpty()) {
      add("voice notes are read by " + String.join(" ", config.transcriber()));
    }
    add("home " + config.home());
    add(
        "http on "
            + (http.host().contains(":") ? "[" + http.host() + "]" : http.host())
            + ":"
            + http.port()
            + (http.token() == null ? "" : ", with a token"));
    add("nothing new starts with less than " + (config.diskFloorBytes() >> 20) + " MiB free");
  }

  private void add(String line) {
    lines.add(INDENT + line);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
