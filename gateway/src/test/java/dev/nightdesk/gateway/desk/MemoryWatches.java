package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.SessionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who watches what from where, kept in memory.
final class MemoryWatches {
  private final Map<SessionId, Map<Place, String>> watches = new HashMap<>();

  void put(Change.Watch watch) {
    var places = watches.computeIfAbsent(watch.session(), _ -> new LinkedHashMap<>());
    if (watch.person() == null) {
      places.remove(watch.place());
    } else {
      places.put(watch.place(), watch.person());
    }
  }

  /// As the store: of people on the list, in their own rooms and where groups are enabled.
  List<Place> of(SessionId session, DeskView view) {
    return watches.getOrDefault(session, Map.of()).entrySet().stream()
        .filter(
            watch -> view.everybody().stream().anyMatch(it -> it.name().equals(watch.getValue())))
        .filter(watch ->
            view.isEnabled(watch.getKey().wholeChat())
                || view.isPrivatePlaceOf(watch.getValue(), watch.getKey().wholeChat()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
