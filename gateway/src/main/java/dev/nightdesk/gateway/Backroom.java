package dev.nightdesk.gateway;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.flow.Flow;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.KnownPerson;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.web.Control;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the home's owner can ask of the store, with the gateway running or not.
final class Backroom implements Control {
  /// Dead letters shown at once, the newest.
  static final int MOST_SHOWN = 200;

  private static final int FIRST_WORDS = 160;

  private final Store store;
  private final @Nullable Flow flow;
  private final Secret token;

  /// Asks nothing yet.
  ///
  /// @param flow of the running gateway, `null` when none runs
  Backroom(Store store, @Nullable Flow flow, Secret token) {
    this.store = store;
    this.flow = flow;
    this.token = token;
  }

  @Override
  public Secret token() {
    return token;
  }

  @Override
  public String people() throws InterruptedException {
    List<KnownPerson> people = store.read(reads -> reads.people());
    return people.isEmpty()
        ? "nobody\n"
        : people.stream().map(Backroom::line).collect(Collectors.joining());
  }

  private static String line(KnownPerson known) {
    Role role = known.person().role();
    String rights =
        Arrays.stream(Role.Right.values())
            .filter(role::may)
            .map(Role.Right::words)
            .collect(Collectors.joining(", "));
    String ids =
        known.identities().entrySet().stream()
            .map(entry -> identities(entry.getKey(), entry.getValue()))
            .sorted()
            .collect(Collectors.joining(", "));
    return "%s, %s: may %s (%s; %s)%n"
        .formatted(
            known.person().name(),
            role.name().toLowerCase(Locale.ROOT),
            rights,
            ids,
            known.configured() ? "by the config" : "paired");
  }

  private static String identities(ChannelId channel, Set<String> ids) {
    return channel + " " + ids.stream().sorted().collect(Collectors.joining(" and "));
  }

  @Override
  public String dead() throws InterruptedException {
    List<Dead> dead = store.read(reads -> reads.dead(MOST_SHOWN));
    return dead.isEmpty()
        ? "No dead letters.\n"
        : dead.stream().map(Backroom::line).collect(Collectors.joining());
  }

  private static String line(Dead dead) {
    String why = dead.stack().lines().findFirst().orElse("");
    return "%d  %s  %s  %s%n"
        .formatted(
            dead.id(),
            dead.at().truncatedTo(ChronoUnit.SECONDS),
            what(dead),
            why.substring(0, Math.min(why.length(), FIRST_WORDS)));
  }

  private static String what(Dead dead) {
    return switch (dead.what()) {
      case Dead.What.Undecided(Happening happening) -> what(happening);
      case Dead.What.Unread(String words) -> "unreadable: " + words;
    };
  }

  /// Tells what it was without anybody's words.
  private static String what(Happening happening) {
    return switch (happening) {
      case Happening.Came came ->
          came.inbound().getClass().getSimpleName() + " in " + came.inbound().place();
      case Happening.Line line ->
          "a line of session %s before %s".formatted(line.session().shortId(), line.after());
      case Happening.Lines lines ->
          "%d lines of session %s".formatted(lines.lines().size(), lines.session().shortId());
      case Happening.Overdue overdue -> what(overdue.line());
      case Happening.Ended ended ->
          "the end of a "
              + ended.effect().getClass().getSimpleName()
              + " in "
              + ended.effect().lane();
      case Happening.PlaceLost lost -> "the loss of " + lost.place();
      case Happening.LostQuestion lost -> "a lost question of session " + lost.session().shortId();
      case Happening.Unshown unshown ->
          "a card of session %s that was refused".formatted(unshown.session().shortId());
      case Happening.Tick _, Happening.Opened _, Happening.Rebooted _, Happening.Stray _ ->
          happening.getClass().getSimpleName();
    };
  }

  @Override
  public String retry(long number) throws InterruptedException {
    Flow running = flow;
    if (running == null) {
      return "Start the gateway first: trying again is its work.\n";
    }
    return switch (running.steps().retry(number)) {
      case null ->
          "Dead letter %d failed again and stays on the list. The gateway's log says why.%n"
              .formatted(number);
      case Dead.Retry.NotThere _ -> none(number);
      case Dead.Retry.BackInInbox _ -> {
        running.wakeAll();
        yield "Dead letter %d is in the inbox again.%n".formatted(number);
      }
      case Dead.Retry.StillUnreadable _ ->
          "Dead letter %d can still not be read and stays on the list. A newer version may read it.%n"
              .formatted(number);
      case Dead.Retry.Restored _ -> {
        running.wakeAll();
        yield "Dead letter %d can be read again and is back where it was.%n".formatted(number);
      }
      case Dead.Retry.DecideNow _ -> "Dead letter %d was decided about.%n".formatted(number);
    };
  }

  @Override
  public String drop(long number) throws InterruptedException {
    return store.write(tx -> tx.dropDead(number))
        ? "Dead letter %d is gone.%n".formatted(number)
        : none(number);
  }

  private static String none(long number) {
    return "There is no dead letter %d. See them all: nightdesk dead list%n".formatted(number);
  }
}
