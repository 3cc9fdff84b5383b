package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A chat gets a new id: everything follows, its threads too.
record Relocation(Place from, Place to) {
  Place of(Place place) {
    return place.wholeChat().equals(from)
        ? new Place(to.channel(), to.chat(), place.thread())
        : place;
  }

  WantedCard of(WantedCard wanted) {
    return new WantedCard(
        wanted.card(),
        wanted.kind(),
        of(wanted.place()),
        wanted.session(),
        wanted.request(),
        wanted.rings(),
        wanted.replyTo());
  }

  <T> void moveKeys(Map<Place, T> map) {
    var old = Map.copyOf(map);
    map.clear();
    old.forEach((place, value) -> map.put(of(place), value));
  }

  void moveAll(Set<Place> places) {
    var old = List.copyOf(places);
    places.clear();
    old.forEach(place -> places.add(of(place)));
  }
}
