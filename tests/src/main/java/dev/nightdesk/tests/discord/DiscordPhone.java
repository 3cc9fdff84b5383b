package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.channels.ShownThere;
import dev.nightdesk.tests.discord.ShownMessage.ShownOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okio.ByteString;

/// A channel of a server as somebody sees it, with its threads and their private talk with the bot;
/// or that talk alone.
public final class DiscordPhone implements Phone {
  private final DiscordTwin twin;
  private final World world;
  private final DiscordPerson inPrivate;
  private final DiscordChannel room;

  /// @param person in their private talk
  /// @param room where they talk with the bot
  public DiscordPhone(DiscordTwin twin, DiscordPerson person, DiscordChannel room) {
    this.twin = twin;
    this.world = room.world();
    this.inPrivate = person;
    this.room = room;
  }

  private ShownThere seen(ShownMessage message) {
    var place = twin.channel(message.channel());
    var labels = new ArrayList<>(message.labels());
    message.menus().forEach(menu -> menu.options().forEach(option -> labels.add(option.label())));
    var file = message.files().isEmpty() ? null : message.files().getFirst();
    boolean isMeant =
        place.equals(inPrivate.channel()) || message.pings().contains(inPrivate.user().id());
    return new ShownThere(
        String.valueOf(message.id()),
        message.id(),
        place.isThread() ? String.valueOf(place.id()) : "",
        message.text(),
        List.copyOf(labels),
        !message.silent() && isMeant,
        file == null ? null : new ShownThere.ShownFile(file.name(), file.bytes()));
  }

  /// In a channel only what names the bot is for it.
  @Override
  public void say(String text) {
    inPrivate.in(room).say(name() + text);
  }

  private String name() {
    return room.equals(inPrivate.channel()) ? "" : "<@" + DiscordTwin.BOT.id() + "> ";
  }

  @Override
  public void reply(ShownThere to, String text) {
    var here = at(to);
    var thread = shown(to).thread();
    if (here.channel().isThread()) {
      here.say(text);
    } else if (thread != null) {
      inPrivate.in(twin.channel(thread)).say(text);
    } else {
      here.reply(to.order(), text);
    }
  }

  @Override
  public void press(ShownThere message, String label) {
    at(message).press(message.order(), label);
  }

  /// All choices are made in one list, and sent together.
  @Override
  public void pick(ShownThere message, String label) {
    var options = shown(message).menus().getFirst().options();
    var chosen =
        options.stream()
            .filter(option -> option.chosen() != option.label().equals(label))
            .map(ShownOption::label);
    at(message).choose(message.order(), chosen.toArray(String[]::new));
  }

  @Override
  public void fill(ShownThere message, String label, String words) {
    long press = at(message).press(message.order(), label);
    var form = Objects.requireNonNull(twin.awaitAnswer(press).form(), "no form was opened");
    at(message).submit(press, Map.of(form.inputs().getFirst().customId(), words));
  }

  /// In private: a forwarded message names nobody, so that no channel hears it.
  @Override
  public void forward(String words) {
    inPrivate.forward(words);
  }

  @Override
  public void sendFile(String name, ByteString bytes, String words) {
    inPrivate.in(room).sendFile(name, bytes, name() + words);
  }

  @Override
  public List<ShownThere> fromBot() {
    return world.locked(() -> all().filter(it -> it.onlyFor() == null).map(this::seen).toList());
  }

  @Override
  public ShownThere await(String what, Duration patience, Predicate<ShownThere> wanted) {
    return world.await(what, patience, () -> visible().map(this::seen).filter(wanted).findFirst());
  }

  private Stream<ShownMessage> visible() {
    long me = inPrivate.user().id();
    return all().filter(it -> it.onlyFor() == null || Objects.equals(it.onlyFor(), me));
  }

  @Override
  public void awaitTold(String words) {
    var _ =
        world.await(
            "to be told “" + words + "”",
            () ->
                all()
                    .filter(it -> Objects.equals(it.onlyFor(), inPrivate.user().id()))
                    .filter(it -> it.text().contains(words))
                    .findFirst());
  }

  @Override
  public boolean canBeQuiet() {
    return true;
  }

  @Override
  public boolean keepsPresses() {
    return false;
  }

  private Stream<ShownMessage> all() {
    return places()
        .flatMap(place -> place.all().stream())
        .filter(post -> post.author.equals(DiscordTwin.BOT))
        .map(Post::shown)
        .sorted(Comparator.comparingLong(ShownMessage::id));
  }

  private Stream<DiscordChannel> places() {
    return Stream.concat(Stream.of(inPrivate.channel(), room), room.threads().stream()).distinct();
  }

  private DiscordPerson at(ShownThere message) {
    return inPrivate.in(twin.channel(shown(message).channel()));
  }

  private ShownMessage shown(ShownThere message) {
    return world.locked(() ->
        places()
            .flatMap(place -> Optional.ofNullable(place.find(message.order())).stream())
            .findFirst()
            .map(Post::shown)
            .orElseThrow(() -> new AssertionError("gone: " + message)));
  }
}
