package dev.nightdesk.tests.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A channel as a page to look at, dark as people know it. For people who check wording; no test
/// reads it. Pure but for [#write].
public final class DiscordPage {
  private static final String STYLE =
      """
      body { background: #313338; color: #dbdee1; width: 720px; margin: 0; padding: 12px;
             font: 15px/1.4 "gg sans", "Noto Sans", system-ui, sans-serif; }
      .message { display: flex; gap: 14px; padding: 8px 4px; }
      .face { flex: none; width: 38px; height: 38px; border-radius: 50%; background: #80848e;
              color: #fff; text-align: center; line-height: 38px; font-weight: 600; }
      .bot .face { background: #5865f2; }
      .body { flex: 1; min-width: 0; }
      .name { color: #f2f3f5; font-weight: 600; }
      .app { background: #5865f2; color: #fff; border-radius: 4px; font-size: 10px; padding: 1px 4px; }
      .facts { color: #949ba4; font-size: 11px; margin-left: 6px; }
      .reply { color: #b5bac1; font-size: 13px; white-space: nowrap; overflow: hidden;
               text-overflow: ellipsis; }
      .words { white-space: pre-wrap; overflow-wrap: anywhere; }
      .private { background: #5865f21a; border-left: 2px solid #5865f2; }
      .embed { background: #2b2d31; border-left: 4px solid #1e1f22; border-radius: 4px;
               padding: 8px 12px; margin-top: 4px; max-width: 520px; }
      .embed .title { color: #f2f3f5; font-weight: 600; } .footer { font-size: 12px; color: #b5bac1; }
      .fields { display: flex; flex-wrap: wrap; gap: 6px 16px; margin: 4px 0; }
      .field { flex: 1 0 100%; } .field.inline { flex: 1 0 28%; }
      .field b { display: block; font-size: 13px; color: #f2f3f5; }
      .row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px; }
      .button { border-radius: 3px; padding: 5px 14px; font-size: 14px; color: #fff;
                background: #4e5058; }
      .primary { background: #5865f2; } .success { background: #248046; } .danger { background: #da373c; }
      .off { opacity: .5; }
      .menu { background: #1e1f22; border-radius: 4px; padding: 8px 12px; width: 400px; }
      .menu div { color: #949ba4; font-size: 13px; } .menu .chosen { color: #f2f3f5; }
      .file { background: #2b2d31; border: 1px solid #1e1f22; border-radius: 6px; padding: 8px;
              margin-top: 4px; width: fit-content; }
      pre { background: #2b2d31; border: 1px solid #1e1f22; border-radius: 4px; padding: 6px 8px;
            margin: 4px 0; white-space: pre-wrap; font-size: 13px; }
      code { background: #1e1f22; border-radius: 3px; padding: 0 3px; font-size: 13px; }
      a { color: #00a8fc; text-decoration: none; } small { color: #949ba4; }
      .mention { background: #5865f24d; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
      .quote { border-left: 4px solid #4e5058; padding-left: 8px; display: inline-block; }
      .heading { font-size: 18px; color: #f2f3f5; }
      """;

  private DiscordPage() {}

  /// The page of a channel as it is now.
  public static String of(DiscordChannel channel) {
    var messages = channel.messages();
    return "<!doctype html><meta charset=\"utf-8\"><style>"
        + STYLE
        + "</style>"
        + messages.stream()
            .map(message -> message(message, messages))
            .collect(Collectors.joining("\n"));
  }

  /// Puts the page into a file; its folder is made.
  public static void write(DiscordChannel channel, Path file) {
    try {
      Files.createDirectories(Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
      Files.writeString(file, of(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(ShownMessage message, List<ShownMessage> all) {
    var page = new StringBuilder("<div class=\"message");
    page.append(message.author().bot() ? " bot" : "");
    page.append(message.onlyFor() == null ? "" : " private").append("\"><div class=\"face\">");
    var name = Markup.escaped(message.author().name());
    page.append(name, 0, Math.min(1, name.length())).append("</div><div class=\"body\">");
    all.stream()
        .filter(other -> message.replyTo() != null && other.id() == message.replyTo())
        .forEach(other -> div(page, "reply", "↱ " + Markup.escaped(other.text())));
    page.append("<span class=\"name\">").append(name).append("</span> ");
    page.append(message.author().bot() ? "<span class=\"app\">APP</span>" : "");
    page.append("<span class=\"facts\">").append(facts(message)).append("</span>");
    if (message.thinking()) {
      div(page, "words", "<small>• • • " + name + " is thinking...</small>");
    }
    div(page, "words", Markup.html(message.content()));
    message.embeds().forEach(embed -> embed(embed, page));
    message.files().forEach(file -> file(file, page));
    message.rows().forEach(row -> row(row, page));
    return page.append("</div></div>").toString();
  }

  private static String facts(ShownMessage message) {
    var edits = message.edits() == 0 ? "" : "(edited " + message.edits() + ") · ";
    var rang = message.silent() ? "🔕 · " : message.pings().isEmpty() ? "" : "🔔 · ";
    var alone = message.onlyFor() == null ? "" : "only you can see this · ";
    var thread = message.thread() == null ? "" : "thread · ";
    return edits
        + rang
        + alone
        + thread
        + String.join(" ", message.reactions())
        + " #"
        + message.id();
  }

  private static void div(StringBuilder page, String kind, String html) {
    if (!html.isEmpty()) {
      page.append("<div class=\"").append(kind).append("\">").append(html).append("</div>");
    }
  }

  private static void embed(ShownMessage.ShownEmbed embed, StringBuilder page) {
    var edge =
        embed.color() < 0 ? "" : String.format(Locale.ROOT, "border-color: #%06x", embed.color());
    page.append("<div class=\"embed\" style=\"").append(edge).append("\">");
    div(page, "footer", Markup.escaped(embed.author()));
    div(page, "title", Markup.html(embed.title()));
    div(page, "words", Markup.html(embed.description()));
    page.append("<div class=\"fields\">");
    for (var field : embed.fields()) {
      var words = "<b>" + Markup.html(field.name()) + "</b>" + Markup.html(field.value());
      div(page, field.inline() ? "field inline words" : "field words", words);
    }
    page.append("</div>");
    div(page, "footer", Markup.escaped(embed.footer()));
    page.append("</div>");
  }

  private static void file(ShownMessage.ShownFile file, StringBuilder page) {
    var size = " · " + file.bytes().size() + " bytes";
    div(page, "file", "📄 " + Markup.escaped(file.name()) + size);
  }

  private static void row(List<ShownMessage.ShownPart> row, StringBuilder page) {
    page.append("<div class=\"row\">");
    for (var part : row) {
      var off = part.disabled() ? " off" : "";
      switch (part) {
        case ShownMessage.ShownButton button ->
            div(page, "button " + button.style() + off, Markup.escaped(button.label()));
        case ShownMessage.ShownMenu menu -> {
          var lines = new StringBuilder(Markup.escaped(menu.placeholder()));
          for (var option : menu.options()) {
            var words = option.label() + (option.description().isEmpty() ? "" : " — ");
            var line = Markup.escaped(words + option.description());
            div(lines, option.chosen() ? "chosen" : "option", line);
          }
          div(page, "menu" + off, lines + " ▾");
        }
      }
    }
    page.append("</div>");
  }
}
