package dev.nightdesk.adapters.http;

import java.net.URI;
import java.net.URISyntaxException;

/// The address of a platform's API, as the config's author writes it. Pure.
public final class ApiUrl {
  private ApiUrl() {}

  /// Where methods are, with a slash at its end.
  ///
  /// @param like an address that is right
  /// @throws IllegalArgumentException with a sentence for the config's author
  public static URI folder(String apiUrl, String like) {
    try {
      var url = new URI(apiUrl);
      var scheme = url.getScheme() == null ? "" : url.getScheme();
      if (!scheme.matches("https?") || url.getHost() == null || url.getQuery() != null) {
        throw new IllegalArgumentException(
            "api_url is an address like " + like + ", not: " + apiUrl);
      }
      var path = url.getPath() == null ? "" : url.getPath();
      var folder = path.endsWith("/") ? path : path + "/";
      return new URI(scheme, null, url.getHost(), url.getPort(), folder, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("api_url is not an address: " + apiUrl, e);
    }
  }
}
