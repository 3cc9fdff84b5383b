package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightdesk.adapters.Attachment;
import java.net.URI;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackFilesTest {
  @ParameterizedTest
  @CsvSource({
    "https://slack.com/api/,https://files.slack.com/files-pri/T1-F1/download/a.txt,true",
    "https://slack.com/api/,https://files.slack.com/files-tmb/T1-F1/a_64.png,true",
    "https://slack-gov.com/api/,https://files.slack-gov.com/files-pri/T1-F1/a.txt,true",
    "https://slack.com/api/,https://files.slack-gov.com/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,http://files.slack.com/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,https://files.slack.com:8443/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,https://files.slack.com/a.txt,false",
    "https://slack.com/api/,https://files.slack.com/files-pri/../api/auth.revoke,false",
    "https://slack.com/api/,https://slack.com/api/auth.revoke,false",
    "https://slack.com/api/,https://slack.com/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,https://acme.slack.com/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,https://files.slack.com.example.org/files-pri/T1-F1/a.txt,false",
    "https://slack.com/api/,https://files.slack.com@example.org/files-pri/T1-F1/a.txt,false",
    "http://127.0.0.1:81/api/,http://127.0.0.1:81/files-pri/T1-F1/a.txt,true",
    "http://127.0.0.1:81/api/,http://127.0.0.1:81/api/auth.revoke,false",
    "http://127.0.0.1:81/api/,http://127.0.0.1:82/files-pri/T1-F1/a.txt,false",
    "http://127.0.0.1:81/api/,https://127.0.0.1:81/files-pri/T1-F1/a.txt,false",
    "http://127.0.0.1:81/api/,https://files.slack.com/files-pri/T1-F1/a.txt,false",
    "https://desk.example/api/,https://desk.example/files-pri/T1-F1/a.txt,true"
  })
  void theTokenGoesToFilesAlone(URI server, String url, boolean may) {
    var address = Objects.requireNonNull(HttpUrl.parse(url));

    assertThat(SlackFiles.mayHaveToken(server, address)).isEqualTo(may);
  }

  @Test
  void filesThatLieElsewhereAreNoAttachments() throws JsonProcessingException {
    var message =
        SlackWire.JSON.readTree(
            """
            {"files":[
              {"id":"F1","mode":"external","url_private":"https://example.org/files-pri/1"},
              {"id":"F2","is_external":true,"url_private":"https://example.org/files-pri/2"},
              {"id":"F3","mode":"hidden_by_limit"},
              {"id":"F4","mode":"hosted","is_external":false,"name":"a","mimetype":"text/plain",
               "size":1,"url_private":"https://files.slack.com/files-pri/4"}]}\
            """);

    assertThat(SlackFiles.in(message))
        .containsExactly(
            new Attachment("https://files.slack.com/files-pri/4", "a", "text/plain", 1));
  }
}
