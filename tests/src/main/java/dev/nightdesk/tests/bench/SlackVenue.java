package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.slack.ShownMessage;
import dev.nightdesk.tests.slack.SlackPerson;
import dev.nightdesk.tests.slack.SlackTwin;
import java.util.List;

/// Slack, and somebody in their direct messages with the bot. Answers go to a thread.
final class SlackVenue implements Venue, Hand {
  private static final String ANA = "U0ANA";

  private final SlackTwin twin = SlackTwin.start();
  private final SlackPerson ana = twin.person(ANA, "Ana");
  private final Phone phone = new Phone(1, this);

  private SlackVenue() {}

  static Venue open() {
    var venue = new SlackVenue();
    venue.twin.watch((_, message) -> venue.phone.showed(seen(message)));
    return venue;
  }

  private static Seen seen(ShownMessage message) {
    String thread = message.thread().isEmpty() ? message.ts() : message.thread();
    return new Seen(thread, message.ts(), message.text(), message.labels(), message.edits());
  }

  @Override
  public void say(String text) {
    ana.say(text);
  }

  @Override
  public void reply(Seen to, String text) {
    ana.reply(to.place(), text);
  }

  @Override
  public void press(Seen on, String label) {
    ana.press(on.id(), label);
  }

  @Override
  public Phone phone() {
    return phone;
  }

  @Override
  public Gatehouse.Site site() {
    String settings =
        "{ bot_token: \"%s\", app_token: \"%s\", api_url: \"%s\", pace: off }"
            .formatted(SlackTwin.BOT_TOKEN, SlackTwin.APP_TOKEN, twin.apiUrl());
    return new Gatehouse.Site("slack", settings, List.of(ANA), 1);
  }

  @Override
  public Class<?> bareBot() {
    return BareSlack.class;
  }

  @Override
  public List<String> bareWords() {
    return List.of(twin.apiUrl(), SlackTwin.BOT_TOKEN, SlackTwin.APP_TOKEN);
  }

  @Override
  public void welcome() {
    twin.line().awaitOpen(1);
  }

  @Override
  public void close() {
    twin.close();
  }
}
