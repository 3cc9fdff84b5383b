package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairingTest {
  private final World world = new World();

  private String firstCode() {
    world.step(new Happening.Opened());
    return world.view.pairing().orElseThrow().code();
  }

  @Test
  void theFirstOwnerComesInByTheCodeShownAtTheConsole() {
    var eve = world.stranger();
    eve.says(firstCode().toLowerCase(java.util.Locale.ROOT));

    assertThat(world.answer()).contains("Welcome. You are the owner of this desk");
    assertThat(world.view.hasOwner()).isTrue();
    assertThat(world.view.pairing()).isEmpty();
    eve.says("fix the login test");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void thereIsNoWindowWhenThereIsAnOwner() {
    world.owner("ana");
    world.step(new Happening.Opened());
    assertThat(world.view.pairing()).isEmpty();
  }

  @Test
  void aWrongCodeIsMetWithSilenceAndTheFifthClosesTheWindow() {
    String code = firstCode();
    var eve = world.stranger();
    for (int i = 1; i < Pairing.MAX_TRIES; i++) {
      eve.says("WRONG" + i);
      assertThat(world.view.pairing().orElseThrow().isOpen(world.now)).isTrue();
    }
    eve.says("WRONG9");
    assertThat(world.view.pairing().orElseThrow().isOpen(world.now)).isFalse();
    eve.says(code);

    assertThat(world.view.people).isEmpty();
    assertThat(world.view.cards).isEmpty();
    assertThat(world.view.audit).anyMatch(row -> row.what().equals("closed pairing"));
  }

  @Test
  void theWindowIsOpenForTenMinutes() {
    String code = firstCode();
    world.passes(Pairing.OPEN_FOR);
    world.stranger().says(code);
    assertThat(world.view.people).isEmpty();

    String another = firstCode();
    world.passes(Pairing.OPEN_FOR.minus(Duration.ofMillis(1)));
    world.stranger().says(another);
    assertThat(world.view.people).hasSize(1);
  }

  @Test
  void theCodeCountsOnlyInOnesOwnWords() {
    String code = firstCode();
    var eve = world.stranger();
    eve.withMark(Mark.FORWARDED).says(code);
    assertThat(world.view.people).isEmpty();

    eve.says("/pair " + code);
    assertThat(world.view.people).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"MENTIONED", "OVERHEARD"})
  void aCodeThatAGroupHasReadIsNoLongerGood(Reach reach) {
    String code = firstCode();
    world.stranger().in(World.GROUP, reach).says(code);
    assertThat(world.answer()).contains("no longer good", "Start Nightdesk anew");
    world.stranger().says(code);
    assertThat(world.view.people).isEmpty();

    var ana = world.owner("ana");
    String another = openFor(ana, "operator");
    String passedOn = world.answer();
    assertThat(passedOn).contains(another);
    ana.in(World.GROUP, reach).withMark(Mark.FORWARDED).says(passedOn);
    assertThat(world.answer()).contains("no longer good", "with /pair");
    assertThat(world.view.audit)
        .filteredOn(row -> row.what().equals("closed pairing"))
        .extracting(Change.Audit::subject)
        .containsExactly("its code was written in a group", "its code was written in a group");
    world.stranger().says(another);
    assertThat(world.view.people).hasSize(1);
  }

  @Test
  void anOwnerLetsOneMorePersonInInTheRoleTheyName() {
    var ana = world.owner("ana");
    ana.says("/pair viewer");
    assertThat(world.answer()).contains("One more viewer can join within 10 minutes");
    String code = world.view.pairing().orElseThrow().code();
    assertThat(world.answer()).contains(code);

    var eve = world.stranger();
    eve.says("/start " + code);
    assertThat(world.answer()).contains("You are a viewer here");
    eve.says("fix the login test");
    assertThat(world.view.sessions).isEmpty();
    assertThat(world.view.audit).anyMatch(row -> row.what().equals("paired"));

    world.stranger().says(code);
    assertThat(world.view.people).as("a code works once").hasSize(2);
  }

  private String openFor(Somebody owner, String role) {
    owner.says("/pair " + role);
    return world.view.pairing().orElseThrow().code();
  }

  @Test
  void ownersAreToldWhenAStartAnewVoidsTheirCode() {
    var ana = world.owner("ana");
    String code = openFor(ana, "operator");
    world.step(new Happening.Opened());
    assertThat(world.answer()).contains("the last pairing code is void");
    world.stranger().says(code);
    assertThat(world.view.people).hasSize(1);

    openFor(ana, "operator");
    world.passes(Pairing.OPEN_FOR);
    int cards = world.view.cards.size();
    world.step(new Happening.Opened());
    assertThat(world.view.cards).as("it was void already").hasSize(cards);
  }

  @Test
  void aCodeRaisesWhoIsOnTheListAlready() {
    var ana = world.owner("ana");
    var vic = world.viewer("vic");
    vic.says("fix the login test");
    assertThat(world.answer()).contains("An owner can change that: with a code from /pair");
    vic.says(openFor(ana, "operator").toLowerCase(java.util.Locale.ROOT));

    assertThat(world.answer()).contains("You are an operator here from now on");
    assertThat(world.view.person(vic.sender())).contains(new Person("vic", Role.OPERATOR));
    assertThat(world.view.pairing()).as("a code works once").isEmpty();
    assertThat(world.view.audit)
        .anyMatch(row -> row.who().equals("vic") && row.what().equals("raised by pairing"));
    vic.says("fix the login test");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void aCodeIsNeverATask() {
    var ana = world.owner("ana");
    var ben = world.operator("ben");
    String code = openFor(ana, "operator");
    ana.says(code);
    assertThat(world.answer()).contains("You are an owner here already. The code is still good");
    ben.says("/pair " + code);
    assertThat(world.answer()).contains("You are an operator here already");

    assertThat(world.view.sessions).isEmpty();
    assertThat(world.view.pairing().orElseThrow().code()).isEqualTo(code);
    assertThat(world.view.person(ana.sender())).contains(new Person("ana", Role.OWNER));
    world.enableGroup(ana);
    ben.in(World.GROUP, Reach.MENTIONED).says(code);
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void whoStandsInTheConfigIsNotRaisedByACode() {
    var ana = world.owner("ana");
    var vic = world.viewer("vic");
    world.view.configured.add("vic");
    vic.says(openFor(ana, "operator"));

    assertThat(world.answer()).contains("only the config can change that");
    assertThat(world.view.person(vic.sender())).contains(new Person("vic", Role.VIEWER));
    assertThat(world.view.pairing()).isPresent();
  }

  @Test
  void anotherWordOfSixLettersIsATask() {
    var ana = world.owner("ana");
    openFor(ana, "operator");
    ana.says("deploy");

    assertThat(world.view.sessions).hasSize(1);
    assertThat(world.view.pairing().orElseThrow().tries()).isZero();
  }

  @Test
  void theRoleIsOperatorWhenNoneIsNamed() {
    world.owner("ana").says("/pair");
    assertThat(world.view.pairing().orElseThrow().role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void anOwnerIsToldWhenSomebodyGuesses() {
    var ana = world.owner("ana");
    ana.says("/pair");
    for (int i = 0; i < Pairing.MAX_TRIES; i++) {
      world.stranger().says("WRONG" + i);
    }
    assertThat(world.answer()).contains("5 wrong pairing codes, so the window is closed");
    assertThat(world.rung()).hasSize(1);
  }

  @Test
  void onlyAnOwnerOpensTheWindowAndOnlyInPrivate() {
    var ana = world.owner("ana");
    world.operator("ben").says("/pair owner");
    assertThat(world.answer()).contains("Only an owner can decide who may use this desk.");

    world.enableGroup(ana);
    ana.in(World.GROUP, Reach.MENTIONED).says("/pair");
    assertThat(world.answer()).contains("in our private chat");

    ana.says("/pair king");
    assertThat(world.answer()).contains("I know the roles owner, operator and viewer");
    assertThat(world.view.pairing()).isEmpty();
  }

  @Test
  void ownersWhoShareAPlaceAreToldThereOnce() {
    var ana = world.owner("ana");
    var zoe = world.owner("zoe").in(ana.place(), Reach.PRIVATE);
    zoe.says("/help");
    ana.says("/pair");
    for (int i = 0; i < Pairing.MAX_TRIES; i++) {
      world.stranger().says("WRONG" + i);
    }
    assertThat(world.rung()).hasSize(1);
  }
}
