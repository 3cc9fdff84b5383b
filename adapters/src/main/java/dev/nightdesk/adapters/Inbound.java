package dev.nightdesk.adapters;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that happened on a channel. `sourceId` is unique per channel and stable over
/// re-deliveries (Telegram: the update id): the gateway takes each once (DISP-22).
public sealed interface Inbound {
  /// With this begins the message id of a command that came as no message: nothing can be said
  /// under it.
  String NO_MESSAGE = "/";

  ChannelId channel();

  String sourceId();

  /// The place whose order this belongs to.
  Place place();

  /// A person wrote, or sent files, or both.
  ///
  /// @param reply the message this answers, if it says so
  /// @param text without the bot's own mention, trimmed; empty when only files came
  /// @param reach whether it was meant for the bot
  /// @param marks what keeps it from commanding (see [Mark])
  /// @param age how long ago the platform took it, by the platform's own clock; never negative
  /// @param whisper the platform's handle for answering so that only this person sees it
  ///   ([Posting.Whisper]), `null` where it has none
  record Said(
      String sourceId,
      Sender from,
      MessageRef message,
      @Nullable Quoted reply,
      String text,
      List<Attachment> files,
      Reach reach,
      Set<Mark> marks,
      Duration age,
      @Nullable String whisper)
      implements Inbound {
    public Said {
      files = List.copyOf(files);
      marks = Set.copyOf(marks);
    }

    /// Where nobody can be answered alone.
    public Said(
        String sourceId,
        Sender from,
        MessageRef message,
        @Nullable Quoted reply,
        String text,
        List<Attachment> files,
        Reach reach,
        Set<Mark> marks,
        Duration age) {
      this(sourceId, from, message, reply, text, files, reach, marks, age, null);
    }

    /// The same in words, where they came as a recording.
    public Said saying(String words) {
      return new Said(sourceId, from, message, reply, words, List.of(), reach, marks, age, whisper);
    }

    /// The same, looked at later.
    public Said older(Duration by) {
      return new Said(
          sourceId, from, message, reply, text, files, reach, marks, age.plus(by), whisper);
    }

    /// The same when its writer no longer waits for an answer that only they see.
    public Said openly() {
      return new Said(sourceId, from, message, reply, text, files, reach, marks, age);
    }

    @Override
    public ChannelId channel() {
      return message.place().channel();
    }

    @Override
    public Place place() {
      return message.place();
    }
  }

  /// A person pressed a button.
  ///
  /// @param press the platform's handle for answering this press privately ([Posting.Whisper])
  /// @param words what they wrote in the form of a button that asks for words ([Button.Use#WORDS]);
  ///   `null` when there was none
  record Pressed(
      String sourceId,
      Sender from,
      MessageRef message,
      String token,
      String press,
      Duration age,
      @Nullable String words)
      implements Inbound {
    public Pressed(
        String sourceId,
        Sender from,
        MessageRef message,
        String token,
        String press,
        Duration age) {
      this(sourceId, from, message, token, press, age, null);
    }

    @Override
    public ChannelId channel() {
      return message.place().channel();
    }

    @Override
    public Place place() {
      return message.place();
    }
  }

  /// A person changed an earlier message. Never a command; the person may be told so.
  record Edited(String sourceId, Sender from, MessageRef message, Reach reach) implements Inbound {
    @Override
    public ChannelId channel() {
      return message.place().channel();
    }

    @Override
    public Place place() {
      return message.place();
    }
  }

  /// A person opened a page of their own that shows how things stand (Slack's App Home).
  ///
  /// @param place the page: what is created there replaces what it showed
  record Visited(String sourceId, Sender from, Place place) implements Inbound {
    @Override
    public ChannelId channel() {
      return place.channel();
    }
  }

  /// A chat got a new id (a Telegram group became a supergroup): all stored places follow. Belongs
  /// to the new place, so that whatever is said there afterwards finds what moved.
  record Moved(String sourceId, Place from, Place to) implements Inbound {
    @Override
    public ChannelId channel() {
      return from.channel();
    }

    @Override
    public Place place() {
      return to;
    }
  }

  /// The bot was removed from a place, or the person blocked it.
  record Left(String sourceId, Place place) implements Inbound {
    @Override
    public ChannelId channel() {
      return place.channel();
    }
  }

  /// Something the adapter could not read although it should have: kept for a look, not run.
  ///
  /// @param raw at most 4,096 characters of it
  record Garbled(String sourceId, Place place, String raw, String why) implements Inbound {
    @Override
    public ChannelId channel() {
      return place.channel();
    }
  }

  /// How a message relates to the bot.
  enum Reach {
    /// In a private chat with it.
    PRIVATE,
    /// In a group, naming it: a mention, or a command that is not another bot's.
    MENTIONED,
    /// In a group, not naming it.
    OVERHEARD
  }

  /// Why a message must not command, whoever sent it.
  enum Mark {
    FORWARDED,
    ANONYMOUS,
    BOT
  }
}
