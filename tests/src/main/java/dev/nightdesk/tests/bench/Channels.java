package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.bench.Rounds.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A few figures of the channels beside Telegram: a gateway, then a bare bot, each at a service of
/// its own.
final class Channels {
  private static final int WARM_UP_SHARE = 3;

  private final Path root;
  private final Path folder;
  private final int times;

  /// @param root the folder of the launcher
  /// @param folder for the gateways, each in a folder of its own there
  /// @param times each thing is done and measured
  Channels(Path root, Path folder, int times) {
    this.root = root;
    this.folder = folder;
    this.times = times;
  }

  List<Table.Channel> measure() throws Exception {
    return List.of(measure("Slack", SlackVenue::open), measure("Discord", DiscordVenue::open));
  }

  private Table.Channel measure(String name, Supplier<Venue> venues) throws Exception {
    Bench.say(name);
    var ours = new Figures();
    var bare = new Figures();
    Path place = Files.createDirectory(folder.resolve(name));
    List<String> flags;
    try (var venue = venues.get();
        var gatehouse = Gatehouse.prepare(root, place, venue.site())) {
      gatehouse.launch();
      gatehouse.awaitReady();
      rounds(venue, gatehouse, ours);
      flags = gatehouse.flags();
    }
    try (var venue = venues.get();
        var bot = Bare.start(flags, venue.bareBot(), words(venue, place), place)) {
      rounds(venue, bot, bare);
    }
    return new Table.Channel(name, ours, bare);
  }

  private static List<String> words(Venue venue, Path place) {
    var words = new ArrayList<String>(venue.bareWords());
    words.addAll(Gatehouse.agent(place));
    return words;
  }

  private void rounds(Venue venue, Subject subject, Figures figures) throws Exception {
    venue.welcome();
    var phone = venue.phone();
    var rounds = new Rounds(() -> 0, subject, figures, new Effort(times, times, 0));
    rounds.warm(List.of(phone));
    rounds.warmUp(phone);
    // What these measure is overwritten: they only warm up.
    rounds.permissions(phone, times / WARM_UP_SHARE);
    rounds.cards(phone, times / WARM_UP_SHARE);
    rounds.permissions(phone, times);
    rounds.cards(phone, times);
  }
}
