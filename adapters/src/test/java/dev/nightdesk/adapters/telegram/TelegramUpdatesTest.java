package dev.nightdesk.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramUpdatesTest {
  private static final ChannelId CHANNEL = new ChannelId("telegram");
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_060);
  private static final TelegramUpdates UPDATES =
      new TelegramUpdates(CHANNEL, new Self(7000, "desk_bot"), new Albums(), new LongTexts());

  private static final String ANA =
      "'from':{'id':111,'is_bot':false,'first_name':'Ana','last_name':'B'}";
  private static final String PRIVATE = "'chat':{'id':111,'type':'private'}";
  private static final String GROUP = "'chat':{'id':-1001,'type':'supergroup','title':'ops'}";
  private static final String HEAD = "'message_id':101,'date':1700000000";

  private static Optional<Inbound> read(String update) {
    try {
      return UPDATES.read("5001", TelegramWire.JSON.readTree(update.replace('\'', '"')), NOW);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<Inbound> message(String... parts) {
    return read("{'update_id':5001,'message':{" + HEAD + "," + String.join(",", parts) + "}}");
  }

  private static Inbound.Said said(String... parts) {
    return (Inbound.Said) message(parts).orElseThrow();
  }

  @Test
  void aPrivateTextIsWholeWithItsAge() {
    assertThat(said(ANA, PRIVATE, "'text':' hello '"))
        .isEqualTo(
            new Inbound.Said(
                "5001",
                new Sender(CHANNEL, "111", "Ana B"),
                new MessageRef(Place.chat(CHANNEL, "111"), "101"),
                null,
                "hello",
                List.of(),
                Reach.PRIVATE,
                Set.of(),
                Duration.ofSeconds(60)));
  }

  @Test
  void ageIsNeverNegative() throws JsonProcessingException {
    var update =
        "{'message':{'message_id':1,'date':1800000000,%s,%s,'text':'x'}}"
            .formatted(ANA, PRIVATE)
            .replace('\'', '"');
    var json = TelegramWire.JSON.readTree(update);

    assertThat(((Inbound.Said) UPDATES.read("1", json, NOW).orElseThrow()).age())
        .isEqualTo(Duration.ZERO);
    assertThat(((Inbound.Said) UPDATES.read("1", json, null).orElseThrow()).age())
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "text,hello,,,OVERHEARD",
    "text,/agents,bot_command,7,MENTIONED",
    "text,@desk_bot go,mention,9,MENTIONED",
    "caption,@desk_bot look,mention,9,MENTIONED",
    "text,@other_bot go,mention,10,OVERHEARD"
  })
  void reachInAGroupSaysWhetherItWasMeantForUs(
      String field, String text, String entity, Integer length, Reach reach) {
    var entities =
        entity == null ? "[]" : "[{'type':'%s','offset':0,'length':%d}]".formatted(entity, length);
    var name = field.equals("text") ? "entities" : "caption_entities";

    assertThat(
            said(
                    ANA,
                    GROUP,
                    "'%s':'%s'".formatted(field, text),
                    "'%s':%s".formatted(name, entities))
                .reach())
        .isEqualTo(reach);
  }

  @Test
  void aCommandForAnotherBotIsNotOurs() {
    var entities = "'entities':[{'type':'bot_command','offset':0,'length':15}]";

    assertThat(message(ANA, GROUP, "'text':'/stop@other_bot'", entities)).isEmpty();
  }

  @Test
  void aReplyToUsCarriesItsButtonsTokens() {
    var reply =
        "'reply_to_message':{'message_id':90,'from':{'id':7000,'is_bot':true,'first_name':'D'},"
            + "'text':'shall I?','reply_markup':{'inline_keyboard':[[{'text':'Yes',"
            + "'callback_data':'t1'}],[{'text':'No','callback_data':'t2'},{'text':'u','url':'x'}]]}}";
    var said = said(ANA, GROUP, "'text':'yes'", reply);

    assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
    assertThat(said.reply())
        .isEqualTo(
            new Quoted(
                new MessageRef(Place.chat(CHANNEL, "-1001"), "90"),
                true,
                List.of("t1", "t2"),
                "shall I?"));
  }

  @Test
  void aReplyToSomebodyElseIsNotOursWhateverItHolds() {
    var reply =
        "'reply_to_message':{'message_id':90,'from':{'id':7001,'is_bot':true,'first_name':'D',"
            + "'username':'desk_bot'},'text':'shall I?',"
            + "'reply_markup':{'inline_keyboard':[[{'text':'Yes','callback_data':'t1'}]]}}";
    var said = said(ANA, GROUP, "'text':'yes'", reply);

    assertThat(said.reach()).isEqualTo(Reach.OVERHEARD);
    assertThat(said.reply())
        .extracting(Quoted::ours, Quoted::tokens)
        .containsExactly(false, List.of());
  }

  @Test
  void aTopicIsAThreadAndItsOpeningIsNoReply() {
    var said =
        said(
            ANA,
            GROUP,
            "'is_topic_message':true,'message_thread_id':7,'text':'hi'",
            "'reply_to_message':{'message_id':7,'forum_topic_created':{'name':'x'}}");

    assertThat(said.place()).isEqualTo(new Place(CHANNEL, "-1001", "7"));
    assertThat(said.reply()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'message_thread_id':7,'text':'a reply chain in an ordinary group'",
        "'is_topic_message':true,'message_thread_id':1,'text':'the General topic'"
      })
  void notEveryThreadIdIsATopic(String fields) {
    assertThat(said(ANA, GROUP, fields).place().isThread()).isFalse();
  }

  @Test
  void aPhotoIsItsLargestSize() {
    var photo =
        "'photo':[{'file_id':'s','width':90,'height':60,'file_size':10},{'file_id':'l','width':900,"
            + "'height':600,'file_size':1000},{'file_id':'m','width':300,'height':200}]";

    assertThat(said(ANA, PRIVATE, photo, "'caption':'see'").files())
        .containsExactly(new Attachment("l", "photo.jpg", "image/jpeg", 1000));
  }

  @Test
  void aFurtherPartOfAnAlbumBelongsToTheFirst() {
    var photo = "'photo':[{'file_id':'p','width':9,'height':6}],'media_group_id':'one album'";
    var first = said(ANA, PRIVATE, photo, "'caption':'see'");
    var second =
        read(
            "{'update_id':5002,'message':{'message_id':102,'date':1700000000,"
                + String.join(",", ANA, PRIVATE, photo)
                + "}}");

    assertThat(first.reply()).isNull();
    assertThat(second)
        .hasValueSatisfying(it ->
            assertThat(((Inbound.Said) it).reply())
                .isEqualTo(new Quoted(first.message(), false, List.of(), "")));
    assertThat(said(ANA, PRIVATE, photo, "'caption':'see'").reply()).isNull();
    assertThat(said(ANA, GROUP, photo).reply()).isNull();
  }

  @Test
  void albumsThatAreLongPastAreForgotten() {
    var albums = new Albums();
    var place = Place.chat(CHANNEL, "111");
    for (int i = 0; i < Albums.FORGET_BEYOND; i++) {
      albums.firstOf("album " + i, new MessageRef(place, "1" + i));
    }
    assertThat(albums.firstOf("album 0", new MessageRef(place, "7"))).isPresent();

    albums.firstOf("one more", new MessageRef(place, "8"));
    assertThat(albums.firstOf("album 0", new MessageRef(place, "9"))).isEmpty();
  }

  @Test
  void whatAClientCutsInPiecesIsOneText() {
    var full = "x".repeat(LongTexts.NEARLY_FULL);
    var first = piece(201, 0, full);
    assertThat(first.reply()).isNull();
    var goesOn = new Quoted(first.message(), false, List.of(), "");
    assertThat(piece(203, 2, full).reply()).isEqualTo(goesOn);
    assertThat(piece(205, 4, "the end").reply()).isEqualTo(goesOn);
    assertThat(piece(201, 0, full).reply()).as("once more").isNull();
    assertThat(piece(203, 2, full).reply()).as("once more").isEqualTo(goesOn);
    assertThat(piece(207, 5, "another thing").reply()).as("too late").isNull();
  }

  @Test
  void whatFollowsAShorterTextStandsAlone() {
    piece(301, 0, "x".repeat(LongTexts.NEARLY_FULL - 1));
    assertThat(piece(302, 0, "and this").reply()).isNull();
  }

  @Test
  void longTextsThatAreLongPastAreForgotten() {
    var texts = new LongTexts();
    for (int i = 0; i <= LongTexts.FORGET_BEYOND; i++) {
      texts.firstOf("u" + i, at(1), LongTexts.NEARLY_FULL, NOW);
    }
    assertThat(texts.firstOf("u0", at(2), 1, NOW)).isEmpty();
    assertThat(texts.firstOf("u1", at(2), 1, NOW)).contains(at(1));
    assertThat(texts.firstOf("u1", new MessageRef(Place.chat(CHANNEL, "5"), "2"), 1, NOW))
        .as("elsewhere")
        .isEmpty();
  }

  private static MessageRef at(int message) {
    return new MessageRef(Place.chat(CHANNEL, "111"), Integer.toString(message));
  }

  private static Inbound.Said piece(int message, int second, String text) {
    return (Inbound.Said)
        read("{'update_id':%d,'message':{'message_id':%d,'date':%d,%s,%s,'text':'%s'}}"
                .formatted(
                    message,
                    message,
                    1_600_000_000 + message / 100 * 100 + second,
                    ANA,
                    PRIVATE,
                    text))
            .orElseThrow();
  }

  @Test
  void filesKeepTheirNamesAndKinds() {
    assertThat(
            said(ANA, PRIVATE, "'document':{'file_id':'d','file_name':'../a.txt','file_size':3}")
                .files())
        .containsExactly(new Attachment("d", "../a.txt", "application/octet-stream", 3));
    assertThat(said(ANA, PRIVATE, "'voice':{'file_id':'v','duration':3}").files())
        .containsExactly(new Attachment("v", "voice.ogg", "audio/ogg", -1));
    assertThat(said(ANA, PRIVATE, "'video':{'file_id':'w','mime_type':'video/webm'}").files())
        .containsExactly(new Attachment("w", "video.webm", "video/webm", -1));
  }

  @Test
  void serviceMessagesNeedNoAttentionAndAStickerDoes() {
    assertThat(message(ANA, GROUP, "'new_chat_members':[{'id':5}]")).isEmpty();
    assertThat(message(ANA, GROUP, "'forum_topic_edited':{'name':'x'}")).isEmpty();
    assertThat(said(ANA, PRIVATE, "'sticker':{'file_id':'s','emoji':'x'}").text()).isEmpty();
  }

  @Test
  void anEditIsNeverSaid() {
    assertThat(
            read(
                "{'edited_message':{%s,%s,%s,'edit_date':1700000009,'text':'rm -rf'}}"
                    .formatted(HEAD, ANA, PRIVATE)))
        .contains(
            new Inbound.Edited(
                "5001",
                new Sender(CHANNEL, "111", "Ana B"),
                new MessageRef(Place.chat(CHANNEL, "111"), "101"),
                Reach.PRIVATE));
  }

  @Test
  void aPressNamesItsTokenItsMessageAndItsHandle() {
    assertThat(
            read(
                "{'callback_query':{'id':'cb1','data':'tok',%s,'message':{%s,%s,'text':'t'}}}"
                    .formatted(ANA, HEAD, GROUP)))
        .contains(
            new Inbound.Pressed(
                "5001",
                new Sender(CHANNEL, "111", "Ana B"),
                new MessageRef(Place.chat(CHANNEL, "-1001"), "101"),
                "tok",
                "cb1",
                Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'forward_origin':{'type':'user','date':1,'sender_user':{'id':5}}",
        "'forward_date':1,'forward_from':{'id':5}",
        "'is_automatic_forward':true"
      })
  void aForwardIsMarked(String fields) {
    assertThat(said(ANA, PRIVATE, fields, "'text':'/stop'").marks())
        .containsExactly(Mark.FORWARDED);
  }

  @Test
  void anAnonymousAdminIsMarkedAndNobodysId() {
    var said =
        said(
            "'from':{'id':1087968824,'is_bot':true,'first_name':'Group'}",
            GROUP,
            "'sender_chat':{'id':-1001,'type':'supergroup','title':'ops'},'text':'/stop'");

    assertThat(said.marks()).containsExactlyInAnyOrder(Mark.ANONYMOUS, Mark.BOT);
    assertThat(said.from().user()).isEqualTo("-1001");
  }

  @Test
  void aBotAndWhatCameThroughOneAreMarked() {
    assertThat(said("'from':{'id':9,'is_bot':true,'first_name':'B'}", GROUP, "'text':'x'").marks())
        .containsExactly(Mark.BOT);
    assertThat(said(ANA, GROUP, "'via_bot':{'id':9,'is_bot':true},'text':'x'").marks())
        .containsExactly(Mark.BOT);
  }

  @ParameterizedTest
  @CsvSource({"left,true", "kicked,true", "member,false", "administrator,false"})
  void beingRemovedIsLeaving(String status, boolean left) {
    var happening =
        read(
            "{'my_chat_member':{%s,%s,'date':1,'new_chat_member':{'status':'%s'}}}"
                .formatted(GROUP, ANA, status));

    assertThat(happening.isPresent()).isEqualTo(left);
  }

  @Test
  void aGroupThatBecameASupergroupHasMoved() {
    assertThat(message(ANA, "'chat':{'id':-5,'type':'group'}", "'migrate_to_chat_id':-1005"))
        .contains(
            new Inbound.Moved("5001", Place.chat(CHANNEL, "-5"), Place.chat(CHANNEL, "-1005")));
  }

  @Test
  void theSupergroupTellsItToo() {
    assertThat(message(ANA, "'chat':{'id':-1005,'type':'supergroup'}", "'migrate_from_chat_id':-5"))
        .hasValueSatisfying(it -> {
          var to = Place.chat(CHANNEL, "-1005");
          assertThat(it).isEqualTo(new Inbound.Moved("5001", Place.chat(CHANNEL, "-5"), to));
          assertThat(it.place()).as("in order with what is said there").isEqualTo(to);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'message_id':1,'date':1,'chat':{'id':-5,'type':'group'},'text':'nobody'}}",
        "{'message':{'message_id':'one','date':1,'chat':{'id':-5},'from':{'id':1},'text':'x'}}",
        "{'message':{'message_id':1,'date':-1,'chat':{'id':-5},'from':{'id':1},'text':'x'}}",
        "{'callback_query':{'id':3,'data':'x','from':{'id':1},'message':{'message_id':1,'chat':{'id':-5}}}}",
        "{'my_chat_member':{'chat':{'id':-5}}}"
      })
  void whatCannotBeReadIsGarbledAndKeepsItsPlace(String update) {
    assertThat(read(update))
        .get()
        .isInstanceOfSatisfying(
            Inbound.Garbled.class,
            garbled -> {
              assertThat(garbled.sourceId()).isEqualTo("5001");
              assertThat(garbled.place()).isEqualTo(Place.chat(CHANNEL, "-5"));
              assertThat(garbled.why()).contains(" is not ");
            });
  }

  @Test
  void garbledKeepsNoMoreThanItsBound() {
    var tooLong = "{'message':'%s'}".formatted("x".repeat(2 * TelegramUpdates.MAX_RAW));

    assertThat(read(tooLong))
        .get()
        .isInstanceOfSatisfying(
            Inbound.Garbled.class,
            garbled -> assertThat(garbled.raw()).hasSize(TelegramUpdates.MAX_RAW));
  }

  @Test
  void kindsNobodyAskedForAreForgotten() {
    assertThat(read("{'update_id':1,'poll':{}}")).isEmpty();
  }
}
