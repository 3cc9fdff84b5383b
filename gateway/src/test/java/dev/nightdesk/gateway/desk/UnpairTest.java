package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Reach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnpairTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.stranger();
  private String benName = "";

  @BeforeEach
  void benIsPaired() {
    ana.says("/pair operator");
    ben.says(world.view.pairing().orElseThrow().code());
    benName = world.view.person(ben.sender()).orElseThrow().name();
  }

  @Test
  void whoIsTakenOffIsAStrangerAtOnce() {
    ben.says("fix the login test");
    world.agent().asksToRun("make clean");
    var asked = world.card(WantedCard.Kind.REQUEST);
    ana.says("/unpair " + benName);

    assertThat(world.answer())
        .contains(benName + " is off the list", "1 session of theirs goes on", "/stop <id>");
    assertThat(world.view.person(ben.sender())).isEmpty();
    assertThat(world.view.isMuted(ben.place())).as("nothing more is told there").isTrue();
    assertThat(world.view.audit)
        .anyMatch(row -> row.who().equals("ana") && row.what().equals("unpaired"));

    int cards = world.view.cards.size();
    ben.says("fix another test");
    assertThat(world.view.cards).hasSize(cards);
    assertThat(world.view.isMuted(ben.place())).as("a stranger's word changes nothing").isTrue();
    assertThat(ben.presses(asked, "Allow once")).contains("for the people on this desk's list");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void whoIsPairedAgainIsAnswered() {
    ana.says("/unpair " + benName);
    ana.says("/pair viewer");
    ben.says(world.view.pairing().orElseThrow().code());

    assertThat(world.answer()).contains("You are a viewer here");
    assertThat(world.view.isMuted(ben.place())).isFalse();
  }

  @Test
  void anOpenCodeIsVoidToo() {
    ana.says("/pair owner");
    ana.says("/unpair " + benName.toUpperCase(java.util.Locale.ROOT));

    assertThat(world.answer()).contains("The open pairing code is void too");
    assertThat(world.view.pairing()).isEmpty();
  }

  @Test
  void withoutANameTheListIsShown() {
    world.view.configured.add("ana");
    ana.says("/unpair");
    assertThat(world.answer())
        .contains("ana · owner · in the config", benName + " · operator · paired");

    ana.says("/unpair nobody");
    assertThat(world.answer()).contains("Nobody here goes by that name", benName);
  }

  @Test
  void aLongListIsCutAndSaysSo() {
    for (int i = world.view.everybody().size(); i < Roster.MAX_LISTED; i++) {
      world.viewer("viewer" + i);
    }
    ana.says("/unpair");
    assertThat(world.answer()).doesNotContain("more");

    world.viewer("zoe");
    ana.says("/unpair");
    assertThat(world.answer()).contains("and 1 more").doesNotContain("zoe");
  }

  @Test
  void whoStandsInTheConfigAndOneselfStay() {
    world.view.configured.add(benName);
    ana.says("/unpair " + benName);
    assertThat(world.answer()).contains("take them out of `people` there");
    ana.says("/unpair ana");
    assertThat(world.answer()).contains("You cannot take yourself off the list");

    assertThat(world.view.everybody()).hasSize(2);
  }

  @Test
  void onlyAnOwnerMayAndOnlyInPrivate() {
    ben.says("/unpair ana");
    assertThat(world.answer()).contains("Only an owner can");
    world.enableGroup(ana);
    ana.in(World.GROUP, Reach.MENTIONED).says("/unpair " + benName);
    assertThat(world.answer()).contains("in our private chat");

    assertThat(world.view.everybody()).hasSize(2);
  }
}
