package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.TELEGRAM;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.minute;
import static dev.nightdesk.tests.store.Things.sender;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Limit;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.store.KnownPerson;
import dev.nightdesk.sessions.AgentKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

interface PeopleContract extends StorePart {
  Person ANA = new Person("ana", Role.OWNER);
  Person BEN = new Person("ben", Role.OPERATOR);

  private static KnownPerson configured(Person person, String... users) {
    return new KnownPerson(
        person, users.length == 0 ? Map.of() : Map.of(TELEGRAM, Set.of(users)), true);
  }

  private void sync(KnownPerson... people) throws InterruptedException {
    store().change(tx -> tx.syncPeople(List.of(people)));
  }

  private void pair(Person person, String user) throws InterruptedException {
    apply(decide(new Change.AddPerson(person, sender(user))));
  }

  private Optional<Person> who(String user) throws InterruptedException {
    return one(reads -> reads.person(sender(user)));
  }

  private boolean hasOwner() throws InterruptedException {
    return store().<Boolean>read(reads -> reads.hasOwner());
  }

  @Test
  default void aStrangerIsNobody() throws Exception {
    assertThat(who("111")).isEmpty();
    assertThat(hasOwner()).isFalse();
  }

  @Test
  default void aConfiguredPersonIsKnownByEachId() throws Exception {
    sync(configured(ANA, "111", "112"));
    assertThat(who("111")).contains(ANA);
    assertThat(who("112")).contains(ANA);
  }

  @Test
  default void theSameIdOnAnotherChannelIsAnotherPerson() throws Exception {
    sync(configured(ANA, "111"));
    var elsewhere = new Sender(new ChannelId("slack"), "111", "Ana");
    assertThat(one(reads -> reads.person(elsewhere))).isEmpty();
  }

  @Test
  default void aDisplayNameSaysNothing() throws Exception {
    sync(configured(ANA, "111"));
    assertThat(one(reads -> reads.person(new Sender(TELEGRAM, "666", "ana")))).isEmpty();
  }

  @Test
  default void whoLeftTheConfigIsNobody() throws Exception {
    sync(configured(ANA, "111"), configured(BEN, "222"));
    sync(configured(ANA, "111"));
    assertThat(who("222")).isEmpty();
    assertThat(all(reads -> reads.people())).containsExactly(configured(ANA, "111"));
  }

  @Test
  default void anIdThatLeftTheConfigIsNobody() throws Exception {
    sync(configured(ANA, "111", "112"));
    sync(configured(ANA, "112"));
    assertThat(who("111")).isEmpty();
  }

  @Test
  default void aPairedPersonStaysWhenTheConfigIsReadAgain() throws Exception {
    pair(BEN, "222");
    sync(configured(ANA, "111"));
    assertThat(who("222")).contains(BEN);
    assertThat(all(reads -> reads.people()))
        .containsExactly(
            configured(ANA, "111"), new KnownPerson(BEN, Map.of(TELEGRAM, Set.of("222")), false));
  }

  @Test
  default void theConfigWinsOverAPairingWithTheSameName() throws Exception {
    pair(new Person("ana", Role.VIEWER), "999");
    sync(configured(ANA, "111"));
    assertThat(who("111")).contains(ANA);
    assertThat(who("999")).isEmpty();
  }

  @Test
  default void theConfigWinsOverAPairingWithTheSameId() throws Exception {
    pair(BEN, "111");
    sync(configured(ANA, "111"));
    assertThat(who("111")).contains(ANA);
  }

  @Test
  default void aPairingCannotTakeAConfiguredId() throws Exception {
    sync(configured(ANA, "111"));
    pair(BEN, "111");
    assertThat(who("111")).contains(ANA);
  }

  @Test
  default void aPairingCannotRaiseAConfiguredPerson() throws Exception {
    sync(configured(BEN, "222"));
    pair(new Person("ben", Role.OWNER), "222");
    assertThat(who("222")).contains(BEN);
  }

  @Test
  default void whoStandsInTheConfigIsToldFromWhoWasPaired() throws Exception {
    sync(configured(ANA, "111"));
    pair(BEN, "222");
    assertThat(store().<Boolean>read(reads -> reads.isConfigured("ana"))).isTrue();
    assertThat(store().<Boolean>read(reads -> reads.isConfigured("ben"))).isFalse();
    assertThat(store().<Boolean>read(reads -> reads.isConfigured("nobody"))).isFalse();
  }

  @Test
  default void anAgentsLimitIsKnownUntilItIsEnded() throws Exception {
    var limit = new Limit(minute(30), AT);
    apply(decide(new Change.PutLimit(AgentKind.CLAUDE, new Limit(minute(10), AT))));
    apply(decide(new Change.PutLimit(AgentKind.CLAUDE, limit)));
    assertThat(one(reads -> reads.limit(AgentKind.CLAUDE))).contains(limit);
    assertThat(one(reads -> reads.limit(AgentKind.DEMO))).isEmpty();
    apply(decide(new Change.PutLimit(AgentKind.CLAUDE, null)));
    assertThat(one(reads -> reads.limit(AgentKind.CLAUDE))).isEmpty();
  }

  @Test
  default void aPairingCannotJoinAConfiguredName() throws Exception {
    sync(configured(ANA, "111"));
    pair(new Person("ana", Role.VIEWER), "999");
    assertThat(who("999")).isEmpty();
  }

  @Test
  default void aSecondPairingChangesTheRole() throws Exception {
    pair(BEN, "222");
    pair(new Person("ben", Role.VIEWER), "222");
    assertThat(who("222")).contains(new Person("ben", Role.VIEWER));
  }

  @Test
  default void anOwnerNobodyCanRecogniseIsNone() throws Exception {
    sync(configured(ANA));
    assertThat(hasOwner()).isFalse();
    sync(configured(ANA, "111"));
    assertThat(hasOwner()).isTrue();
  }

  @Test
  default void ownersAreToldByName() throws Exception {
    sync(
        configured(new Person("zoe", Role.OWNER), "3"), configured(ANA, "1"), configured(BEN, "2"));
    assertThat(all(reads -> reads.owners())).containsExactly("ana", "zoe");
  }

  @Test
  default void anOwnerWithSeveralIdsIsToldOnce() throws Exception {
    sync(configured(ANA, "111", "112"));
    assertThat(all(reads -> reads.owners())).containsExactly("ana");
  }

  @Test
  default void anOwnerNobodyCanRecogniseIsNotTold() throws Exception {
    sync(configured(ANA), configured(new Person("zoe", Role.OWNER), "3"));
    assertThat(all(reads -> reads.owners())).containsExactly("zoe");
    pair(new Person("yan", Role.OWNER), "3");
    assertThat(all(reads -> reads.owners())).as("the id is the config's").containsExactly("zoe");
  }

  @Test
  default void aPairedOwnerWhomTheConfigNamesLaterIsOnePersonWithTheConfigsRole() throws Exception {
    pair(new Person("telegram-111", Role.OWNER), "111");
    pair(new Person("telegram-222", Role.OWNER), "222");
    pair(new Person("telegram-333", Role.OWNER), "333");
    sync(configured(ANA, "111"), configured(BEN, "222"));
    assertThat(all(reads -> reads.owners())).containsExactly("ana", "telegram-333");
    assertThat(all(reads -> reads.people()))
        .extracting(known -> known.person().name())
        .containsExactly("ana", "ben", "telegram-333");
  }

  @Test
  default void thereIsOnePairingAtMost() throws Exception {
    assertThat(one(reads -> reads.pairing())).isEmpty();
    var second = new Pairing("DEF456", Role.OPERATOR, minute(1), 0);
    apply(decide(new Change.PutPairing(new Pairing("ABC123", Role.OWNER, AT, 2))));
    apply(decide(new Change.PutPairing(second)));
    assertThat(one(reads -> reads.pairing())).contains(second);
    apply(decide(new Change.PutPairing(null)));
    assertThat(one(reads -> reads.pairing())).isEmpty();
  }

  @Test
  default void theAuditIsToldNewestFirst() throws Exception {
    var first = new Change.Audit(AT, "ana", "dispatched", "7c5dcf5d");
    var second = new Change.Audit(minute(1), "ana", "stopped", "7c5dcf5d");
    apply(decide(first, second));
    assertThat(all(reads -> reads.audit(10))).containsExactly(second, first);
    assertThat(all(reads -> reads.audit(1))).containsExactly(second);
  }

  @Test
  default void aStrangerIsRememberedByTheirLastRow() throws Exception {
    assertThat(one(reads -> reads.lastStranger(sender("666")))).isEmpty();
    apply(
        decide(
            new Change.Audit(AT, "stranger", "spoke", "telegram:666"),
            new Change.Audit(minute(1), "stranger", "pressed", "telegram:666"),
            new Change.Audit(minute(2), "stranger", "spoke", "telegram:667"),
            new Change.Audit(minute(3), "ana", "spoke", "telegram:666")));
    assertThat(one(reads -> reads.lastStranger(sender("666")))).contains(minute(1));
  }

  @Test
  default void aWordIsRememberedUntilAnotherTakesItsPlace() throws Exception {
    assertThat(one(reads -> reads.remembered("commands"))).isEmpty();
    store().change(tx -> tx.remember("commands", "a"));
    store().change(tx -> tx.remember("commands", "b"));
    assertThat(one(reads -> reads.remembered("commands"))).contains("b");
  }

  private void meet(Person person, String chat) throws InterruptedException {
    apply(decide(new Change.Meet(person.name(), Place.chat(TELEGRAM, chat))));
  }

  private boolean isMuted(String chat) throws InterruptedException {
    return store().<Boolean>read(reads -> reads.isMuted(Place.chat(TELEGRAM, chat)));
  }

  /// Cards of their sessions go on, and are for those on the list.
  @Test
  default void whoIsTakenOutOfTheConfigIsToldNothingMoreInPrivate() throws InterruptedException {
    sync(configured(ANA, "1"), configured(BEN, "2"));
    meet(ANA, "1");
    meet(BEN, "2");
    sync(configured(ANA, "1"));

    assertThat(isMuted("2")).isTrue();
    assertThat(one(reads -> reads.privatePlaceOf("ben"))).isEmpty();
    assertThat(isMuted("1")).isFalse();
    assertThat(one(reads -> reads.privatePlaceOf("ana"))).contains(Place.chat(TELEGRAM, "1"));
  }

  @Test
  default void whoGoesByAnotherNameIsSpokenToWhereTheyWere() throws InterruptedException {
    pair(new Person("telegram-1", Role.OWNER), "1");
    meet(new Person("telegram-1", Role.OWNER), "1");
    sync(configured(ANA, "1"));
    assertThat(one(reads -> reads.privatePlaceOf("ana"))).contains(Place.chat(TELEGRAM, "1"));
    sync(configured(new Person("anna", Role.OWNER), "1"));

    assertThat(one(reads -> reads.privatePlaceOf("anna"))).contains(Place.chat(TELEGRAM, "1"));
    assertThat(isMuted("1")).isFalse();
  }

  @Test
  default void whoWasPairedIsTakenOffTheListAndWhoIsConfiguredIsNot() throws InterruptedException {
    sync(configured(ANA, "1"));
    pair(BEN, "2");
    meet(ANA, "1");
    meet(BEN, "2");
    apply(decide(new Change.DropPerson("ben"), new Change.DropPerson("ana")));

    assertThat(who("2")).isEmpty();
    assertThat(who("1")).contains(ANA);
    assertThat(all(reads -> reads.everybody())).containsExactly(ANA);
    assertThat(isMuted("2")).isTrue();
    assertThat(isMuted("1")).isFalse();
  }
}
