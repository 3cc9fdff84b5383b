package dev.nightdesk.tests.twin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ServerSocketFactory;

/// Server sockets that send at once. The test server writes head and body of an answer separately;
/// with Nagle's algorithm each answer then took 44 ms (measured) instead of well under one. And
/// they tell which connection a request came by: the test server does not, and the server's end of
/// a web-socket cannot be cut through OkHttp.
public final class PromptSockets extends ServerSocketFactory {
  private static final ThreadLocal<Socket> READ = new ThreadLocal<>();

  PromptSockets() {}

  /// The connection that this thread has read from last. The test server reads a request and asks
  /// for its answer on one thread.
  public static Socket current() {
    return Optional.ofNullable(READ.get()).orElseThrow();
  }

  /// Cuts a connection without a word.
  public static void cut(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Prompt extends ServerSocket {
    Prompt() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      var socket = new Marked();
      implAccept(socket);
      socket.setTcpNoDelay(true);
      return socket;
    }
  }

  /// Remembers who reads from it.
  private static final class Marked extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          READ.set(Marked.this);
          return super.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          READ.set(Marked.this);
          return super.read(into, from, most);
        }
      };
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Prompt();
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }
}
