package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.text.Cut;
import dev.nightdesk.adapters.text.TelegramHtml;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.forum.CreateForumTopic;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;

/// The way out: one posting, one call, one [Delivery]. Safe for any thread.
final class TelegramDeliver {
  /// "Currently bots can send files of any type of up to 50 MB":
  /// core.telegram.org/bots/api#senddocument.
  static final long MAX_UPLOAD_BYTES = 50L * 1024 * 1024;

  /// core.telegram.org/bots/api#senddocument, after entities parsing.
  static final int MAX_CAPTION = 1024;

  /// core.telegram.org/bots/api#answercallbackquery.
  static final int MAX_WHISPER = 200;

  /// core.telegram.org/bots/api#createforumtopic.
  static final int MAX_TOPIC = 128;

  private final TelegramWire wire;
  private final TelegramFetch fetch;

  TelegramDeliver(TelegramWire wire) {
    this.wire = wire;
    this.fetch = new TelegramFetch(wire);
  }

  Delivery deliver(Posting posting) throws InterruptedException {
    try {
      return switch (posting) {
        case Posting.Create create -> create(create);
        case Posting.Edit edit -> edit(edit);
        case Posting.Upload upload -> upload(upload);
        case Posting.OpenThread open -> openThread(open);
        case Posting.Whisper whisper -> whisper(whisper);
        // The card that changes tells the same, and calls are few.
        case Posting.Receipt _ -> new Delivery.Done();
        case Posting.Typing typing -> typing(typing);
        case Posting.Fetch file -> fetch.fetch(file);
      };
    } catch (CallFailed failed) {
      return Outcomes.of(posting, failed);
    } catch (NumberFormatException e) {
      return new Delivery.Refused("not an id of Telegram's: " + posting.at());
    }
  }

  private Delivery create(Posting.Create create) throws CallFailed, InterruptedException {
    var words = TelegramHtml.render(create.card().blocks(), TelegramRender.MAX_TEXT);
    var fields =
        SendMessage.builder()
            .chatId(create.at().chat())
            .messageThreadId(thread(create.at()))
            .disableNotification(create.silent() ? true : null)
            .linkPreviewOptions(noPreview())
            .replyParameters(replyTo(create.at(), create.replyTo()))
            .replyMarkup(TelegramRender.keyboard(create.card().buttons()));
    fields.parseMode("HTML").text(words.html());
    try {
      return shown(create.at(), wire.call(new SentMessage.Text(fields)).getMessageId());
    } catch (Answered no) {
      if (!isMarkupTrouble(no)) {
        throw no;
      }
      fields.parseMode(null).text(words.plain());
      return shown(create.at(), wire.call(new SentMessage.Text(fields)).getMessageId());
    }
  }

  private Delivery edit(Posting.Edit edit) throws CallFailed, InterruptedException {
    var words = TelegramHtml.render(edit.card().blocks(), TelegramRender.MAX_TEXT);
    var fields =
        EditMessageText.builder()
            .chatId(edit.at().chat())
            .messageId(Integer.valueOf(edit.message().message()))
            .linkPreviewOptions(noPreview())
            .replyMarkup(TelegramRender.keyboard(edit.card().buttons()));
    fields.parseMode("HTML").text(words.html());
    try {
      wire.call(new SentMessage.Edit(fields));
    } catch (Answered no) {
      if (!isMarkupTrouble(no)) {
        throw no;
      }
      fields.parseMode(null).text(words.plain());
      wire.call(new SentMessage.Edit(fields));
    }
    return new Delivery.Shown(edit.message());
  }

  /// Our renderer made HTML the server does not take: the words matter more than their looks.
  private static boolean isMarkupTrouble(Answered no) {
    return no.code() == 400 && no.says("can't parse entities");
  }

  private Delivery upload(Posting.Upload upload) throws CallFailed, InterruptedException {
    var file = upload.file().toFile();
    if (!Files.isReadable(upload.file())) {
      return new Delivery.Refused("the file " + upload.name() + " is no more");
    }
    if (file.length() > MAX_UPLOAD_BYTES) {
      return new Delivery.Refused(
          "%s has %,d bytes; Telegram takes %,d at most"
              .formatted(upload.name(), file.length(), MAX_UPLOAD_BYTES));
    }
    var fields =
        SendDocument.builder()
            .chatId(upload.at().chat())
            .messageThreadId(thread(upload.at()))
            .document(new InputFile(file, upload.name()))
            .disableNotification(upload.silent() ? true : null)
            .replyParameters(replyTo(upload.at(), upload.replyTo()));
    if (!upload.caption().isEmpty()) {
      fields.caption(Cut.to(upload.caption(), MAX_CAPTION));
    }
    return shown(upload.at(), wire.call(new SentMessage.Document(fields)).getMessageId());
  }

  private Delivery openThread(Posting.OpenThread open) throws CallFailed, InterruptedException {
    var title = open.title().isBlank() ? "Session" : open.title().strip();
    var topic =
        wire.call(
            CreateForumTopic.builder()
                .chatId(open.at().chat())
                .name(Cut.to(title, MAX_TOPIC))
                .build());
    var thread = String.valueOf(topic.getMessageThreadId());
    return new Delivery.Moved(new Place(open.at().channel(), open.at().chat(), thread));
  }

  private Delivery whisper(Posting.Whisper whisper) throws CallFailed, InterruptedException {
    var fields = AnswerCallbackQuery.builder().callbackQueryId(whisper.to());
    if (!whisper.text().isEmpty()) {
      fields.text(Cut.to(whisper.text(), MAX_WHISPER)).showAlert(true);
    }
    try {
      wire.call(fields.build());
      return new Delivery.Done();
    } catch (Answered no) {
      if (!no.says("query is too old")) {
        throw no;
      }
      // The button has stopped waiting by itself.
      return whisper.text().isEmpty()
          ? new Delivery.Done()
          : new Delivery.Refused("the press is too old to be answered");
    }
  }

  private Delivery typing(Posting.Typing typing) throws CallFailed, InterruptedException {
    wire.call(
        SendChatAction.builder()
            .chatId(typing.at().chat())
            .messageThreadId(thread(typing.at()))
            .action("typing")
            .build());
    return new Delivery.Done();
  }

  private static Delivery shown(Place at, Integer message) {
    return new Delivery.Shown(new MessageRef(at, String.valueOf(message)));
  }

  private static @Nullable Integer thread(Place place) {
    return place.isThread() ? Integer.valueOf(place.thread()) : null;
  }

  /// A reply to a message that was deleted meanwhile is still worth sending.
  private static @Nullable ReplyParameters replyTo(Place at, @Nullable MessageRef message) {
    if (message == null || !message.place().wholeChat().equals(at.wholeChat())) {
      return null;
    }
    return ReplyParameters.builder()
        .messageId(Integer.valueOf(message.message()))
        .allowSendingWithoutReply(true)
        .build();
  }

  private static LinkPreviewOptions noPreview() {
    return LinkPreviewOptions.builder().isDisabled(true).build();
  }
}
