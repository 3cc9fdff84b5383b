package dev.nightdesk.tests.discord;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import javax.net.ServerSocketFactory;

/// Server sockets that send at once; the test server writes head and body of an answer separately,
/// which Nagle's algorithm makes slow. And they tell which connection a request came by: the test
/// server does not, and the server's end of a web-socket cannot be cut through OkHttp.
final class QuickSockets extends ServerSocketFactory {
  private static final ThreadLocal<Socket> READ = new ThreadLocal<>();

  /// The connection that this thread has read from last. The test server reads a request and asks
  /// for its answer on one thread.
  static Socket current() {
    return Optional.ofNullable(READ.get()).orElseThrow();
  }

  private static final class Quick extends ServerSocket {
    Quick() throws IOException {
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
    return new Quick();
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
