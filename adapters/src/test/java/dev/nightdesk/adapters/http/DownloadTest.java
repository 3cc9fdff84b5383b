package dev.nightdesk.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.http.CallFailed.CutOff;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int MAX = 2 * 1024 * 1024;

  private final Download download = new Download("Acme", MAX);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a.bin");
  }

  private static Response response(int bytes) {
    return Responses.of(ResponseBody.create(new byte[bytes], null));
  }

  @Test
  void theLargestFileIsBroughtWhole() throws Exception {
    assertThat(download.save(response(MAX), file())).isEqualTo(new Delivery.Saved(file(), MAX));
    assertThat(file()).hasSize(MAX);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void oneByteMoreIsRefusedAndLeavesNothing() throws Exception {
    assertThat(download.save(response(MAX + 1), file()))
        .isEqualTo(new Delivery.Refused("the file is larger than the 2 MB that are fetched"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNotTheFileAfterAllNeverBecomesVisible() throws Exception {
    var no = new Delivery.Refused("a page");

    assertThat(download.save(response(3), file(), bytes -> bytes == 3 ? no : null)).isSameAs(no);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatBreaksOffLeavesNothing() {
    var source =
        new ForwardingSource(new Buffer().writeUtf8("begun")) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            if (read < 0) {
              throw new EOFException();
            }
            return read;
          }
        };
    var response = Responses.of(ResponseBody.create(Okio.buffer(source), null, 9));

    assertThatThrownBy(() -> download.save(response, file())).isInstanceOf(CutOff.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whereNothingCanBeWrittenIsTriedMuchLater() throws Exception {
    var nowhere = Files.createFile(folder.resolve("no-folder")).resolve("a.bin");

    assertThat(download.save(response(3), nowhere))
        .isInstanceOfSatisfying(
            Delivery.Later.class, it -> assertThat(it.after()).isEqualTo(Retry.MUCH_LATER));
  }
}
