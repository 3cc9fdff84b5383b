package dev.nightdesk.gateway;

import dev.nightdesk.adapters.console.ConsoleAdapter;
import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.store.KnownPerson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The people of the config, as the store keeps them.
final class People {
  private People() {}

  /// Everybody the config names, and whoever sits at the terminal: they started the program, so
  /// they own it, unless the config says who they are.
  static List<KnownPerson> of(Config config) {
    List<KnownPerson> named = config.people().stream().map(People::known).toList();
    boolean nameless =
        config.channels().console()
            && named.stream()
                .noneMatch(person -> person.identities().containsKey(ConsoleAdapter.ID));
    return nameless ? Stream.concat(named.stream(), Stream.of(atTheTerminal())).toList() : named;
  }

  private static KnownPerson known(Config.Member member) {
    return new KnownPerson(
        member.person(),
        member.ids().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, id -> Set.of(id.getValue()))),
        true);
  }

  private static KnownPerson atTheTerminal() {
    return new KnownPerson(
        new Person("console", Role.OWNER),
        Map.of(ConsoleAdapter.ID, Set.of(ConsoleAdapter.USER)),
        true);
  }
}
