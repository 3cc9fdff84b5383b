package dev.nightdesk.tests.discord;

import static net.dv8tion.jda.api.interactions.commands.build.Commands.slash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The twin's main paths, walked by the real JDA.
class DiscordTwinTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long GUILD = 500;

  private final DiscordTwin twin = DiscordTwin.start();
  private final DiscordGuild guild = twin.guild(GUILD, "forge");
  private final DiscordChannel general = guild.text(501, "general");
  private final DiscordPerson ana = twin.person(111, "Ana").in(general);
  private final LinkedBlockingQueue<GenericEvent> events = new LinkedBlockingQueue<>();
  private volatile Consumer<GenericEvent> reaction = _ -> {};
  private JDA jda =
      login(DiscordTwin.TOKEN, GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES);

  private JDA login(String token, GatewayIntent intent, GatewayIntent... more) {
    var gateway = twin.gatewayUrl();
    EventListener listener =
        event -> {
          events.add(event);
          reaction.accept(event);
        };
    return JDABuilder.createLight(token, intent, more)
        .setRestConfig(new RestConfig().setBaseUrl(twin.apiUrl()))
        .setSessionController(
            new ConcurrentSessionController() {
              @Override
              public String getGateway() {
                return gateway;
              }
            })
        .setCompression(Compression.NONE)
        .addEventListeners(listener)
        .build();
  }

  @AfterEach
  void stop() {
    jda.shutdownNow();
    twin.close();
  }

  private JDA ready() {
    try {
      return jda.awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private <T extends GenericEvent> T await(Class<T> kind) {
    return await(kind, _ -> true);
  }

  private <T extends GenericEvent> T await(Class<T> kind, Predicate<T> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        var event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new AssertionError("no " + kind.getSimpleName());
        }
        if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
          return kind.cast(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private <T extends GenericEvent> void on(Class<T> kind, Consumer<T> deed) {
    reaction =
        event -> {
          if (kind.isInstance(event)) {
            deed.accept(kind.cast(event));
          }
        };
  }

  private MessageChannel channel(long id) {
    var found = ready().getChannelById(MessageChannel.class, id);
    if (found == null) {
      throw new AssertionError("no channel " + id);
    }
    return found;
  }

  @Test
  void aWrongTokenIsRefusedAtLogin() {
    assertThatThrownBy(() -> login("nonsense", GatewayIntent.GUILD_MESSAGES))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void whatPeopleSayComesInAndOnlyWhatConcernsTheBotCanBeRead() {
    ready();
    ana.say("among us");
    assertThat(await(MessageReceivedEvent.class).getMessage().getContentRaw()).isEmpty();
    long mentioned = ana.mention("please look");
    var said = await(MessageReceivedEvent.class);
    assertThat(said.getMessage().getContentRaw()).endsWith("please look");
    assertThat(said.getMessage().getMentions().isMentioned(jda.getSelfUser())).isTrue();
    assertThat(said.getMessageIdLong()).isEqualTo(mentioned);
    var alone = twin.person(111, "Ana");
    alone.say("in private");
    assertThat(await(MessageReceivedEvent.class).getMessage().getContentRaw())
        .isEqualTo("in private");
    long wrong = ana.mention("wrnog");
    ana.edit(wrong, "<@" + DiscordTwin.BOT.id() + "> wrong");
    assertThat(await(MessageUpdateEvent.class).getMessage().getContentRaw()).endsWith("wrong");
    ana.delete(wrong);
    assertThat(await(MessageDeleteEvent.class).getMessageIdLong()).isEqualTo(wrong);
  }

  @Test
  void filesAnswersAndOtherSendersComeIn() throws Exception {
    ready();
    long first = ana.mention("one");
    ana.sendFile("a.txt", ByteString.encodeUtf8("content"), "<@" + DiscordTwin.BOT.id() + ">");
    var file = await(MessageReceivedEvent.class, it -> !it.getMessage().getAttachments().isEmpty());
    var attachment = file.getMessage().getAttachments().getFirst();
    assertThat(attachment.getFileName()).isEqualTo("a.txt");
    try (var client = HttpClient.newHttpClient()) {
      var fetch = HttpRequest.newBuilder(URI.create(attachment.getUrl()));
      assertThat(client.send(fetch.build(), BodyHandlers.ofString()).body()).isEqualTo("content");
    }
    ana.reply(first, "two");
    assertThat(
            await(MessageReceivedEvent.class).getMessage().getMessageReference().getMessageIdLong())
        .isEqualTo(first);
    twin.otherBot(222, "Other", general).say("beep");
    assertThat(await(MessageReceivedEvent.class).getAuthor().isBot()).isTrue();
    twin.webhook(333, "Hook", general).say("hook");
    assertThat(await(MessageReceivedEvent.class).isWebhookMessage()).isTrue();
    twin.person(111, "Ana").forward("from elsewhere");
    var forwarded = await(MessageReceivedEvent.class).getMessage();
    assertThat(forwarded.getMessageSnapshots()).hasSize(1);
    twin.gateway().awaitRead();
  }

  @Test
  void aNonceKeepsASecondMessageAway() {
    var to = channel(501);
    long once = to.sendMessage("hello **you**").setNonce("n1").complete().getIdLong();
    long again = to.sendMessage("hello **you**").setNonce("n1").complete().getIdLong();
    assertThat(again).isEqualTo(once);
    assertThat(general.fromBot()).hasSize(1);
    assertThat(general.fromBot().getFirst().text()).isEqualTo("hello you");

    to.editMessageById(once, "changed").complete();
    to.sendFiles(FileUpload.fromData(new byte[] {1, 2, 3}, "b.bin")).complete();
    to.sendTyping().complete();
    to.deleteMessageById(general.fromBot().getLast().id()).complete();

    var shown = general.fromBot();
    assertThat(shown).extracting(ShownMessage::text).containsExactly("changed");
    assertThat(shown.getFirst().edits()).isEqualTo(1);
    assertThat(general.typings()).isEqualTo(1);
    assertThat(twin.creates()).hasSize(3);
  }

  @Test
  void pingsAndSilenceAreSeen() {
    var to = channel(501);
    to.sendMessage("<@111> look").setSuppressedNotifications(true).complete();
    to.sendMessage("<@111> look").setAllowedMentions(List.of()).complete();

    assertThat(general.fromBot().getFirst().pings()).containsExactly(111L);
    assertThat(general.fromBot().getFirst().silent()).isTrue();
    assertThat(general.fromBot().getLast().pings()).isEmpty();
    assertThat(general.fromBot().getLast().silent()).isFalse();
  }

  @Test
  void aPressIsAnsweredInEveryWay() {
    var buttons = ActionRow.of(Button.success("yes:1", "Yes"), Button.danger("no:1", "No"));
    long id = channel(501).sendMessage("go?").addComponents(buttons).complete().getIdLong();
    assertThat(general.message(id).orElseThrow().labels()).containsExactly("Yes", "No");

    on(ButtonInteractionEvent.class, press -> press.editMessage("gone").setComponents().complete());
    var changed = twin.awaitAnswer(ana.press(id, "Yes"));
    assertThat(changed.type()).isEqualTo(7);
    assertThat(general.message(id).orElseThrow().text()).isEqualTo("gone");

    on(
        ButtonInteractionEvent.class,
        press -> {
          press.reply("not yours").setEphemeral(true).complete();
          press.getHook().sendMessage("and more").setEphemeral(true).complete();
        });
    var whispered = twin.awaitAnswer(ana.pressId(id, "no:1"));
    assertThat(whispered.isEphemeral()).isTrue();
    assertThat(whispered.text()).isEqualTo("not yours");
    general.await("the follow-up", it -> it.text().equals("and more"));

    on(
        ButtonInteractionEvent.class,
        press -> {
          press.deferReply().complete();
          press.getHook().editOriginal("done").complete();
        });
    assertThat(twin.awaitAnswer(ana.pressId(id, "no:1")).type()).isEqualTo(5);
    general.await("what was promised", it -> it.text().equals("done") && !it.thinking());

    on(ButtonInteractionEvent.class, press -> press.deferEdit().complete());
    assertThat(twin.awaitAnswer(twin.person(111, "Ana").in(general).pressId(id, "x")).type())
        .isEqualTo(6);
  }

  @Test
  void aMenuIsChosenFromAndAFormFilledIn() {
    var menu =
        StringSelectMenu.create("menu").addOption("Alpha", "a").addOption("Beta", "b").build();
    var alone = twin.person(111, "Ana");
    var to = ready().openPrivateChannelById(111).complete();
    long id = to.sendMessage("which?").addComponents(ActionRow.of(menu)).complete().getIdLong();

    on(StringSelectInteractionEvent.class, choice -> choice.replyModal(form()).complete());
    long chosen = alone.choose(id, "Beta");
    var opened = twin.awaitAnswer(chosen).form();
    assertThat(await(StringSelectInteractionEvent.class).getValues()).containsExactly("b");
    assertThat(opened).isNotNull();
    assertThat(opened.inputs().getFirst().label()).isEqualTo("Why");

    on(ModalInteractionEvent.class, form -> form.reply("noted").complete());
    long sent = alone.submit(chosen, Map.of("Why", "because"));
    assertThat(await(ModalInteractionEvent.class).getValue("why").getAsString())
        .isEqualTo("because");
    assertThat(twin.awaitAnswer(sent).text()).isEqualTo("noted");
  }

  private static Modal form() {
    var input = TextInput.create("why", TextInputStyle.PARAGRAPH).setMaxLength(50).build();
    return Modal.create("form:1", "Reasons").addComponents(Label.of("Why", input)).build();
  }

  @Test
  void aCommandIsAnnouncedProposedAndGiven() {
    var task = new OptionData(OptionType.STRING, "task", "what", true).setAutoComplete(true);
    var home = ready().getGuildById(GUILD);
    assertThat(home).isNotNull();
    home.updateCommands().addCommands(slash("run", "runs it").addOptions(task)).complete();
    assertThat(twin.commands(GUILD)).containsExactly("run runs it");

    on(
        CommandAutoCompleteInteractionEvent.class,
        it -> it.replyChoiceStrings("tests", "all").complete());
    assertThat(twin.awaitAnswer(ana.autocomplete("run", "task", Map.of("task", "te"))).choices())
        .containsExactly("tests", "all");

    on(
        SlashCommandInteractionEvent.class,
        it -> it.reply("running " + it.getOption("task").getAsString()).complete());
    assertThat(twin.awaitAnswer(ana.slash("run", Map.of("task", "tests"))).text())
        .isEqualTo("running tests");
  }

  @Test
  void aThreadHangsOnItsMessage() {
    long id = channel(501).sendMessage("root").complete().getIdLong();
    var text = ready().getTextChannelById(501);
    assertThat(text).isNotNull();
    var thread = text.createThreadChannel("talk", id).complete();
    assertThat(thread.getIdLong()).isEqualTo(id);
    assertThat(text.getGuild().retrieveActiveThreads().complete()).containsExactly(thread);
    thread.sendMessage("in here").complete();

    var there = twin.channel(id);
    assertThat(there.fromBot()).extracting(ShownMessage::text).containsExactly("in here");
    ana.in(there).mention("and back");
    var said = await(MessageReceivedEvent.class, it -> !it.getAuthor().isBot());
    assertThat(said.getChannel().getIdLong()).isEqualTo(id);
    assertThatThrownBy(() -> text.createThreadChannel("again", id).complete())
        .isInstanceOfSatisfying(
            ErrorResponseException.class, no -> assertThat(no.getErrorCode()).isEqualTo(160004));
    there.delete();
    assertThat(await(ChannelDeleteEvent.class).getChannel().getIdLong()).isEqualTo(id);
  }

  @Test
  void aCutSessionIsTakenUpAgainWithWhatWasMissed() {
    ready();
    for (Runnable trouble :
        Stream.<Runnable>of(
                twin.gateway()::cut,
                twin.gateway()::askToReconnect,
                () -> twin.gateway().close(4000, "unknown"))
            .toList()) {
      int before = twin.gateway().resumes();
      trouble.run();
      ana.mention("meanwhile");
      assertThat(await(MessageReceivedEvent.class).getMessage().getContentRaw())
          .endsWith("meanwhile");
      await(SessionResumeEvent.class);
      // JDA counts heartbeats that a cut connection left unanswered, and may start once more for
      // it.
      assertThat(twin.gateway().resumes()).isGreaterThan(before);
    }
    assertThat(twin.gateway().identifies()).isEqualTo(1);
  }

  @Test
  void anInvalidSessionIsBegunAnew() {
    ready();
    twin.gateway().invalidate();
    await(SessionRecreateEvent.class);
    ana.mention("again");
    assertThat(await(MessageReceivedEvent.class).getMessage().getContentRaw()).endsWith("again");
    assertThat(twin.gateway().identifies()).isEqualTo(2);
  }

  @Test
  void anUntickedIntentEndsIt() {
    jda.shutdownNow();
    jda = login(DiscordTwin.TOKEN, GatewayIntent.MESSAGE_CONTENT);
    var end = await(ShutdownEvent.class, it -> it.getCode() == 4014);
    assertThat(end.getJDA()).isSameAs(jda);
  }

  @Test
  void aTickedIntentMakesEverythingReadable() {
    jda.shutdownNow();
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
    jda = login(DiscordTwin.TOKEN, GatewayIntent.GUILD_MESSAGES, GatewayIntent.MESSAGE_CONTENT);
    ready();
    ana.say("among us");
    var said = await(MessageReceivedEvent.class, it -> it.getJDA().equals(jda));
    assertThat(said.getMessage().getContentRaw()).isEqualTo("among us");
  }

  @Test
  void tooFastIsWaitedOut() {
    twin.faults().next("createMessage", new DiscordFault.TooMany(1, false));
    channel(501).sendMessage("patience").complete();
    assertThat(twin.calls("createMessage")).isEqualTo(2);
    assertThat(general.fromBot()).hasSize(1);
  }

  @Test
  void missedHeartbeatsEndTheConnection() {
    jda.shutdownNow();
    twin.gateway().awaitDisconnected();
    twin.gateway().heartbeat(Duration.ofMillis(200));
    twin.gateway().deaf(true);
    jda = login(DiscordTwin.TOKEN, GatewayIntent.GUILD_MESSAGES);
    ready();
    twin.gateway().awaitResumes(1);
    twin.gateway().deaf(false);
    assertThat(twin.gateway().heartbeats()).isPositive();
  }

  @Test
  void beingShutOutAndThrownOutIsTold() {
    var to = channel(501);
    general.shutOutUnseen();
    assertThatThrownBy(() -> to.sendMessage("x").complete())
        .isInstanceOfSatisfying(
            ErrorResponseException.class, no -> assertThat(no.getErrorCode()).isEqualTo(50001));
    general.letIn();
    to.sendMessage(new MessageCreateBuilder().setContent("back").build()).complete();
    guild.kickBot();
    await(GuildLeaveEvent.class);
  }

  @Test
  void brokenPayloadsLeaveTheConnectionAlone() {
    ready();
    Collection<String> broken =
        List.of(
            "{\"t\":\"MESSAGE_CREATE\",\"d\":{\"id\":\"1\"}}",
            "{\"t\":\"NEVER_HEARD_OF\",\"d\":{}}",
            "{\"t\":\"INTERACTION_CREATE\",\"d\":[]}");
    broken.forEach(twin::pushPayload);
    ana.mention("still there?");
    await(MessageReceivedEvent.class);
    twin.gateway().awaitRead();
  }
}
