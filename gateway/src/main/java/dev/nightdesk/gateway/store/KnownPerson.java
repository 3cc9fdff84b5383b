package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.gateway.desk.Person;
import java.util.Map;
import java.util.Set;

/// Somebody on the list, with the ids they are known by.
///
/// @param identities the platform's ids, by channel
/// @param configured named by the config, not by a pairing
public record KnownPerson(
    Person person, Map<ChannelId, Set<String>> identities, boolean configured) {
  public KnownPerson {
    identities = Map.copyOf(identities);
  }
}
