package dev.nightdesk.tests.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.adapters.Traits.Feature;
import dev.nightdesk.adapters.Traits.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A channel in memory: a test speaks for its people and sees their screens. Keeps every message,
/// so that a gateway can be restarted on it. Any thread.
public final class TestChannel implements ChannelAdapter {
  public static final ChannelId ID = new ChannelId("test");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<MessageRef, Message> messages = new LinkedHashMap<>();
  private final List<Posting> postings = new ArrayList<>();
  private final List<String> uploads = new ArrayList<>();
  private final Map<String, byte[]> offered = new LinkedHashMap<>();
  private Function<Posting, @Nullable Delivery> behaviour = _ -> null;
  private Rate rate = Rate.UNLIMITED;
  private Threads threads = Threads.TOPICS;
  private Set<Feature> features = Set.of(Feature.SILENT, Feature.TOASTS);
  private @Nullable Door door;
  private int said;
  private int created;
  private boolean closed;
  private byte @Nullable [] lastFile;

  /// One message on a screen.
  ///
  /// @param rang whether it made the phone ring
  /// @param edits how often it was changed
  public record Message(MessageRef at, Card card, boolean rang, int edits) {
    /// All its words, line by line.
    public String text() {
      return Words.of(card);
    }

    public Button button(String label) {
      return card.buttons().stream()
          .filter(button -> button.label().contains(label))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no button " + label + " in\n" + text()));
    }
  }

  // ── What a test says ──

  public Place chat(String id) {
    return Place.chat(ID, id);
  }

  /// A person writes in a chat of their own.
  public MessageRef says(String user, String text) throws InterruptedException {
    return says(chat(user), user, text, null, List.of());
  }

  public MessageRef says(
      Place at, String user, String text, @Nullable Message reply, List<Attachment> files)
      throws InterruptedException {
    String id = nextId();
    var message = new MessageRef(at, "in-" + id);
    var quoted =
        reply == null
            ? null
            : new Quoted(
                reply.at(),
                true,
                reply.card().buttons().stream().map(Button::token).toList(),
                reply.text());
    bring(said(id, user, message, quoted, text, files));
    return message;
  }

  /// What a person would say in a chat of their own, for [#bring].
  ///
  /// @param number tells it from others that are brought like this
  public Inbound.Said said(String user, String text, int number) {
    var message = new MessageRef(chat(user), "in-" + number);
    return said("update-" + number, user, message, null, text, List.of());
  }

  private static Inbound.Said said(
      String id,
      String user,
      MessageRef message,
      @Nullable Quoted quoted,
      String text,
      List<Attachment> files) {
    return new Inbound.Said(
        id,
        new Sender(ID, user, user),
        message,
        quoted,
        text,
        files,
        Inbound.Reach.PRIVATE,
        Set.of(),
        Duration.ZERO);
  }

  public MessageRef replies(String user, Message to, String text) throws InterruptedException {
    return says(to.at().place(), user, text, to, List.of());
  }

  public void presses(String user, Message message, String label) throws InterruptedException {
    String id = nextId();
    bring(
        new Inbound.Pressed(
            id,
            new Sender(ID, user, user),
            message.at(),
            message.button(label).token(),
            "press-" + id,
            Duration.ZERO));
  }

  /// A file for people to send along.
  public Attachment offer(String name, byte[] bytes) {
    return locked(() -> {
      String handle = "offered-" + offered.size();
      offered.put(handle, bytes.clone());
      return new Attachment(handle, name, "application/octet-stream", bytes.length);
    });
  }

  /// Brings something as the platform would; returning means it is durable.
  public void bring(Inbound... together) throws InterruptedException {
    awaitDoor().accept(List.of(together));
  }

  /// What the channel answers instead of doing it; `null` for doing it.
  public void behave(Function<Posting, @Nullable Delivery> next) {
    locked(() -> {
      behaviour = next;
      return true;
    });
  }

  public void pace(Rate next) {
    locked(() -> {
      rate = next;
      return true;
    });
  }

  /// From now on people are told where a file lies, as at a console.
  public void pointToFiles() {
    locked(() -> {
      features = Set.of(Feature.SILENT, Feature.TOASTS, Feature.POINTS_TO_FILES);
      return true;
    });
  }

  /// From now on threads hang under messages, and people are answered alone and by signs, as in
  /// Slack and Discord.
  public void threadUnderCards() {
    locked(() -> {
      threads = Threads.UNDER_CARDS;
      features = Set.of(Feature.SILENT, Feature.RECEIPTS, Feature.CATCHES_UP);
      return true;
    });
  }

  /// Somebody deletes a message.
  public void delete(Message message) {
    locked(() -> messages.remove(message.at()));
  }

  // ── What a test sees ──

  public List<Message> messages() {
    return locked(() -> List.copyOf(messages.values()));
  }

  public List<Message> messages(Place at) {
    return messages().stream().filter(message -> message.at().place().equals(at)).toList();
  }

  /// What stands there: the words of every message, then the name of every file.
  public List<String> shown() {
    return locked(() ->
        Stream.concat(messages.values().stream().map(Message::text), uploads.stream()).toList());
  }

  /// The bytes of the newest file.
  public Optional<byte[]> lastFile() {
    return locked(() -> Optional.ofNullable(lastFile).map(byte[]::clone));
  }

  /// Every call that was made, also those that came to nothing.
  public List<Posting> postings() {
    return locked(() -> List.copyOf(postings));
  }

  /// The newest message that says this, as soon as there is one.
  public Message await(String words) throws InterruptedException {
    return await(words, message -> message.text().contains(words));
  }

  public Message await(String what, Predicate<Message> wanted) throws InterruptedException {
    return await(
        what,
        () -> messages.values().stream().filter(wanted).reduce((_, newest) -> newest).orElse(null));
  }

  /// The first call of a kind, as soon as there is one.
  public <P extends Posting> P awaitPosting(Class<P> kind) throws InterruptedException {
    return await(
        kind.getSimpleName(),
        () -> postings.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElse(null));
  }

  public <T> T await(String what, Supplier<@Nullable T> view) throws InterruptedException {
    long left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      T found = view.get();
      while (found == null) {
        if (left <= 0) {
          throw new AssertionError("never seen: " + what + "\n" + screen());
        }
        left = changed.awaitNanos(left);
        found = view.get();
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /// Everything on all screens, for a test that fails.
  public String screen() {
    return locked(() -> {
      var text = new StringBuilder();
      messages.forEach(
          (at, message) -> text.append("── ").append(at).append('\n').append(message.text()));
      return text.toString();
    });
  }

  // ── The channel ──

  @Override
  public ChannelId id() {
    return ID;
  }

  @Override
  public Traits traits() {
    return locked(() -> new Traits(4_096, 20, 1 << 20, 1 << 20, threads, features, rate));
  }

  @Override
  public void listen(Door to) throws InterruptedException {
    to.standing(ID, new Door.Standing.Connected("twin"));
    lock.lockInterruptibly();
    try {
      door = to;
      changed.signalAll();
      while (!closed) {
        changed.await();
      }
    } finally {
      door = null;
      lock.unlock();
    }
  }

  @Override
  public Delivery deliver(Posting posting) {
    Function<Posting, @Nullable Delivery> now =
        locked(() -> {
          postings.add(posting);
          return behaviour;
        });
    Delivery answer = now.apply(posting);
    return answer != null ? answer : locked(() -> done(posting));
  }

  @Override
  public void close() {
    locked(() -> {
      closed = true;
      return true;
    });
  }

  /// The gateway that closed it is gone; the next one may listen.
  public void reopen() {
    locked(() -> {
      closed = false;
      return true;
    });
  }

  /// Does what is asked, as a platform that has no trouble.
  public Delivery done(Posting posting) {
    return locked(() ->
        switch (posting) {
          case Posting.Create create -> {
            var at = new MessageRef(create.at(), "m" + ++created);
            messages.put(at, new Message(at, create.card(), !create.silent(), 0));
            yield new Delivery.Shown(at);
          }
          case Posting.Edit edit -> edited(edit);
          case Posting.Upload upload -> uploaded(upload);
          case Posting.OpenThread open ->
              open.under() == null
                  ? new Delivery.Refused("no threads here")
                  : new Delivery.Moved(
                      new Place(ID, open.at().chat(), "t-" + open.under().message()));
          case Posting.Whisper _, Posting.Typing _, Posting.Receipt _ -> new Delivery.Done();
          case Posting.Fetch fetch -> fetched(fetch);
        });
  }

  private Delivery edited(Posting.Edit edit) {
    Message before = messages.get(edit.message());
    if (before == null) {
      return new Delivery.MessageGone("deleted");
    }
    messages.put(
        edit.message(),
        new Message(edit.message(), edit.card(), before.rang(), before.edits() + 1));
    return new Delivery.Shown(edit.message());
  }

  private Delivery uploaded(Posting.Upload upload) {
    try {
      lastFile = Files.readAllBytes(upload.file());
      uploads.add(upload.name());
      return new Delivery.Shown(new MessageRef(upload.at(), "f" + uploads.size()));
    } catch (IOException e) {
      return new Delivery.Refused("cannot read: " + e.getMessage());
    }
  }

  /// A handle that nobody offered is itself what is in the file.
  private Delivery fetched(Posting.Fetch fetch) {
    String handle = fetch.attachment().file();
    try {
      Files.write(fetch.into(), offered.getOrDefault(handle, handle.getBytes(UTF_8)));
      return new Delivery.Saved(fetch.into(), Files.size(fetch.into()));
    } catch (IOException e) {
      return new Delivery.Refused("cannot write: " + e.getMessage());
    }
  }

  private Door awaitDoor() throws InterruptedException {
    return await("somebody who listens", () -> door);
  }

  private String nextId() {
    return locked(() -> Integer.toString(++said));
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      T result = work.get();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
