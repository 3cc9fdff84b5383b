package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// The methods that answer with a message, reading nothing of the answer but its id. The library's
/// own reading takes the whole message and fails on kinds of content it does not know yet: a create
/// that did happen would count as unknown for ever and be tried again and again.
final class SentMessage {
  private SentMessage() {}

  static final class Text extends SendMessage {
    private static final long serialVersionUID = 1L;

    Text(SendMessage.SendMessageBuilder<?, ?> fields) {
      super(fields);
    }

    @Override
    public Message deserializeResponse(String answer) throws TelegramApiRequestException {
      return idOf(result(answer));
    }
  }

  static final class Document extends SendDocument {
    private static final long serialVersionUID = 1L;

    Document(SendDocument.SendDocumentBuilder<?, ?> fields) {
      super(fields);
    }

    @Override
    public Message deserializeResponse(String answer) throws TelegramApiRequestException {
      return idOf(result(answer));
    }
  }

  static final class Edit extends EditMessageText {
    private static final long serialVersionUID = 1L;

    Edit(EditMessageText.EditMessageTextBuilder<?, ?> fields) {
      super(fields);
    }

    @Override
    public Serializable deserializeResponse(String answer) throws TelegramApiRequestException {
      result(answer);
      return true;
    }
  }

  private static JsonNode result(String answer) throws TelegramApiRequestException {
    try {
      var body = TelegramWire.JSON.readTree(answer);
      if (body.path("ok").asBoolean() && body.has("result")) {
        return body.path("result");
      }
    } catch (JsonProcessingException e) {
      // Said below; the exception's own text would quote the answer.
    }
    throw new TelegramApiRequestException("no result in the answer");
  }

  private static Message idOf(JsonNode result) throws TelegramApiRequestException {
    if (!result.path("message_id").canConvertToInt()) {
      throw new TelegramApiRequestException("no message id in the answer");
    }
    return Message.builder().messageId(result.path("message_id").asInt()).build();
  }
}
