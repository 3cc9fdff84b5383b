package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");
  private String id = "";

  @BeforeEach
  void aSessionOfBensWorks() {
    ben.says("fix the login test");
    id = world.session().shortId();
  }

  private List<Shown> mine(Kind kind) {
    return world.cards(kind).stream()
        .filter(card -> card.wanted().place().equals(ana.place()))
        .toList();
  }

  @Test
  void bothCopiesOfTheCardAreKeptTrue() {
    ana.says("/watch " + id + " here");
    assertThat(mine(Kind.REPLY).getLast().text()).contains("shows itself here too");
    var copy = mine(Kind.STATUS).getFirst();
    assertThat(copy.text()).contains("Working · fix the login test");

    world.agent().says("looking at the login page");
    var original =
        world.cards(Kind.STATUS).stream().filter(it -> it.wanted().isOriginal()).toList();
    assertThat(world.again(copy).text()).isEqualTo(original.getLast().text());
    world.agent().asksToRun("make test");
    assertThat(world.again(copy).text()).contains("Needs input");
    ana.presses(mine(Kind.REQUEST).getFirst(), "Allow once");
    world.agent().finishes("all green");
    assertThat(world.again(copy).text()).contains("Completed");
    assertThat(mine(Kind.RESULT)).hasSize(1);
    assertThat(mine(Kind.RESULT).getFirst().text()).contains("all green");
    assertThat(mine(Kind.RESULT).getFirst().rings()).isTrue();
  }

  @Test
  void aQuestionIsAnsweredFromEitherPlaceAndSaysSoInBoth() {
    ana.says("/watch " + id);
    world.agent().asksToRun("make test");
    var here = mine(Kind.REQUEST).getFirst();
    var there =
        world.cards(Kind.REQUEST).stream().filter(card -> card.wanted().isOriginal()).toList();
    assertThat(here.rings()).isTrue();
    assertThat(here.buttons()).isEqualTo(there.getFirst().buttons());

    ana.presses(here, "Allow once");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
    assertThat(world.again(here).text()).contains("Allowed once by ana");
    assertThat(world.again(there.getFirst()).text()).contains("Allowed once by ana");
    assertThat(ben.presses(there.getFirst(), "Allow once")).contains("Already settled by ana");
  }

  @Test
  void whatIsOpenAlreadyIsShownAtOnce() {
    world.agent().asksToRun("make test");
    ana.says("/watch " + id);

    assertThat(mine(Kind.STATUS)).hasSize(1);
    assertThat(mine(Kind.REQUEST)).hasSize(1);
    assertThat(mine(Kind.REQUEST).getFirst().rings()).as("who asks for it is looking").isFalse();
    world.agent().asksToRun("make more");
    assertThat(mine(Kind.REQUEST).getLast().rings()).isTrue();
  }

  @Test
  void aReplyToACopyGoesToTheSession() {
    ana.says("/watch " + id);
    ana.replies(mine(Kind.STATUS).getFirst(), "and the logout test");

    assertThat(world.view.sessions).hasSize(1);
    assertThat(world.view.prompts.values())
        .extracting(Prompt::text)
        .contains("and the logout test");
  }

  @Test
  void aNewRoundHasItsOwnCopy() {
    ana.says("/watch " + id);
    world.agent().finishes("done");
    ben.replies(world.card(Kind.RESULT, world.session().id()), "and now the docs");

    assertThat(mine(Kind.STATUS)).hasSize(2);
    assertThat(mine(Kind.STATUS).getLast().text()).contains("Working");
  }

  @Test
  void aSecondWatchAndOneWhereItStandsAreSaidToBeNeedless() {
    ana.says("/watch " + id);
    ana.says("/watch " + id);
    assertThat(world.answer()).contains("here already");
    assertThat(mine(Kind.STATUS)).hasSize(1);
    ben.says("/watch " + id);
    assertThat(world.answer()).contains("here already");
  }

  @Test
  void unwatchEndsIt() {
    ana.says("/watch " + id);
    world.agent().asksToRun("make test");
    ana.says("/unwatch " + id);

    var copy = mine(Kind.REQUEST).getFirst();
    assertThat(copy.buttons()).isEmpty();
    assertThat(copy.text()).contains("no longer watched from here");
    int cards = mine(Kind.STATUS).size() + mine(Kind.RESULT).size();
    ben.presses(original(), "Allow once");
    world.agent().finishes("done");
    assertThat(mine(Kind.STATUS).size() + mine(Kind.RESULT).size()).isEqualTo(cards);
    ana.says("/unwatch " + id);
    assertThat(world.answer()).contains("is not watched from here");
  }

  @Test
  void whatIsWatchedNoMoreStaysAsItWasLeft() {
    ana.says("/watch " + id);
    world.agent().asksWhich(FakeAgent.question("Which tests?", true, "Unit", "All"));
    var copy = mine(Kind.REQUEST).getFirst();
    ana.presses(copy, "☐ Unit");
    assertThat(world.again(copy).buttons()).contains("☑ Unit");
    ana.says("/unwatch " + id);

    ben.presses(original(), "☐ All");
    assertThat(world.again(copy).buttons()).isEmpty();
    ben.presses(original(), "Done");
    assertThat(world.again(copy).text()).endsWith("no longer watched from here · /watch " + id);
  }

  private Shown original() {
    return world.cards(Kind.REQUEST).stream()
        .filter(card -> card.wanted().isOriginal())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void watchedAgainOnlyTheNewCopyIsKeptTrue() {
    ana.says("/watch " + id);
    world.agent().asksToRun("make test");
    var left = mine(Kind.REQUEST).getFirst();
    ana.says("/unwatch " + id);
    ana.says("/watch " + id);
    var copy = mine(Kind.REQUEST).getLast();
    assertThat(copy.buttons()).contains("Allow once");

    ben.presses(original(), "Allow once");
    assertThat(world.again(copy).text()).contains("Allowed once by ben");
    assertThat(world.again(left).text())
        .contains("no longer watched from here")
        .doesNotContain("Allowed once");
  }

  @Test
  void aGroupCanWatch() {
    world.enableGroup(ana);
    ben.in(World.GROUP, Reach.MENTIONED).says("/watch " + id);
    world.agent().finishes("done");

    assertThat(world.cards(Kind.RESULT))
        .anyMatch(card -> card.wanted().place().equals(World.GROUP));
  }

  @Test
  void whoOnlyLooksWatchesAloneAndDecidesForNoGroup() {
    var eve = world.viewer("eve");
    world.enableGroup(ana);
    eve.in(World.GROUP, Reach.MENTIONED).says("/watch " + id);
    assertThat(world.answer()).contains("As a viewer");
    eve.says("hello");
    eve.says("/watch " + id);
    world.agent().finishes("done");

    assertThat(world.cards(Kind.RESULT))
        .noneMatch(card -> card.wanted().place().equals(World.GROUP))
        .anyMatch(card -> card.wanted().place().equals(eve.place()));
  }

  @Test
  void aWatchEndsWithItsGroupAndWithItsWatcher() {
    world.enableGroup(ana);
    ben.in(World.GROUP, Reach.MENTIONED).says("/watch " + id);
    ana.in(World.GROUP, Reach.MENTIONED).says("/disable");
    world.agent().finishes("done");

    assertThat(world.cards(Kind.RESULT))
        .noneMatch(card -> card.wanted().place().equals(World.GROUP));
  }

  @Test
  void itNeedsAnId() {
    ana.says("/watch");
    assertThat(world.answer()).contains("/watch <id>");
    ana.says("/watch ffff");
    assertThat(world.answer()).contains("I know no session");
  }
}
