package dev.nightdesk.adapters.http;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.http.CallFailed.CutOff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the body of an answer into a file, which appears under its name only when it is whole.
/// Safe for any thread.
///
/// @param platform as failures tell it
/// @param maxBytes of a file; a larger one is refused
public record Download(String platform, long maxBytes) {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);

  private static final int CHUNK = 64 * 1024;

  /// A last look at what came, before it becomes visible.
  public interface Check {
    /// What speaks against it.
    ///
    /// @return why this is not the file after all, or null
    @Nullable Delivery of(long bytes);
  }

  public Delivery.Refused tooBig() {
    return new Delivery.Refused(
        "the file is larger than the %d MB that are fetched".formatted(maxBytes >> 20));
  }

  public Delivery save(Response response, Path into) throws CutOff {
    return save(response, into, _ -> null);
  }

  /// Closes the answer, and leaves nothing behind when it is no file.
  public Delivery save(Response response, Path into, Check check) throws CutOff {
    var part = into.resolveSibling(into.getFileName() + ".part");
    try (response) {
      long bytes = copy(response, part);
      var refused = bytes > maxBytes ? tooBig() : check.of(bytes);
      if (refused != null) {
        return refused;
      }
      Files.move(part, into, StandardCopyOption.ATOMIC_MOVE);
      return new Delivery.Saved(into, bytes);
    } catch (CutOff cut) {
      throw cut;
    } catch (IOException e) {
      return new Delivery.Later(
          Retry.MUCH_LATER, "the file cannot be written here: " + e.getMessage());
    } finally {
      discard(part);
    }
  }

  /// Stops one chunk beyond the bound.
  private long copy(Response response, Path part) throws IOException {
    long bytes = 0;
    var chunk = new byte[CHUNK];
    try (var in = response.body().byteStream();
        var out = Files.newOutputStream(part)) {
      for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
        out.write(chunk, 0, read);
        bytes += read;
        if (bytes > maxBytes) {
          break;
        }
      }
    }
    return bytes;
  }

  private int read(InputStream in, byte[] chunk) throws CutOff {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new CutOff(platform, e);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("event=part_left file={} why={}", part, e.getMessage());
    }
  }
}
