package dev.nightdesk.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  static Stream<Class<?>> everyRecord() {
    return Samples.reachable(
        Action.class,
        Change.class,
        Effect.class,
        Happening.class,
        WantedCard.class,
        Inbound.class,
        Posting.class,
        Delivery.class,
        Block.class,
        AgentEvent.class,
        AgentInput.class,
        InputLine.class,
        Outcome.class);
  }

  @ParameterizedTest
  @MethodSource("everyRecord")
  void everyRecordComesBackAsItWas(Class<?> type) {
    for (var fill : Samples.Fill.values()) {
      for (int seed = 0; seed < 20; seed++) {
        var value = new Samples(seed, fill).of(type);
        assertThat((Object) Json.parsed(Json.write(value), type))
            .as("seed %s", seed)
            .isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyRecord")
  void everyMemberOfAFamilyComesBackThroughItsFamily(Class<?> type) {
    for (var family : type.getInterfaces()) {
      if (family.isSealed()) {
        var value = new Samples(7, Samples.Fill.FULL).of(type);
        assertThat((Object) Json.parsed(Json.write(value), family)).isEqualTo(value);
      }
    }
  }

  @Test
  void aMemberOfAFamilyIsNamedByItsSimpleName() {
    assertThat(Json.write(new Block.Code("bash", "ls")))
        .isEqualTo("{\"is\":\"Code\",\"language\":\"bash\",\"text\":\"ls\"}");
  }

  @Test
  void aRecordRoundOneValueIsThatValue() {
    var id = new CardId(new UUID(0, 1));
    assertThat(Json.write(id)).isEqualTo("\"00000000-0000-0000-0000-000000000001\"");
  }

  @Test
  void aPlaceIsThreeWords() {
    assertThat(Json.write(new Samples(1, Samples.Fill.FULL).of(Place.class)))
        .matches("\\{\"channel\":\"telegram\",\"chat\":\".*\",\"thread\":\".*\"}");
  }

  @Test
  void anUnknownPropertyIsRefused() {
    assertThatThrownBy(
            () -> Json.read("{\"name\":\"ana\",\"role\":\"OWNER\",\"age\":1}", Person.class))
        .hasMessageContaining("a stored Person");
  }

  @Test
  void aMissingPropertyIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"name\":\"ana\"}", Person.class))
        .hasMessageContaining("a stored Person");
  }

  @Test
  void aNullIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"name\":null,\"role\":\"OWNER\"}", Person.class))
        .hasMessageContaining("a stored Person");
  }

  @Test
  void anUnknownMemberOfAFamilyIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"is\":\"Poem\",\"text\":\"x\"}", Block.class))
        .hasMessageContaining("a stored Block");
  }

  @Test
  void aMemberOfAnotherFamilyIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"is\":\"Interrupt\"}", Block.class))
        .hasMessageContaining("a stored Block");
  }

  @Test
  void whatFollowsAValueIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"name\":\"ana\",\"role\":\"OWNER\"} {}", Person.class))
        .hasMessageContaining("a stored Person");
  }

  @Test
  void aRefusalDoesNotRepeatWhatWasStored() {
    assertThatThrownBy(() -> Json.read("{\"name\":\"hush\", \"role\":\"BOSS\"}", Person.class))
        .hasMessageNotContaining("hush");
  }
}
