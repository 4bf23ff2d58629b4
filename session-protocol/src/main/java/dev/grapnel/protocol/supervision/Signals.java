package dev.grapnel.protocol.supervision;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the operating system. The JDK's class for them is supported but not in its public
 * specification, so it is called by its name.
 */
public final class Signals {
  private Signals() {}

  /** Runs the action, on a thread of the JVM's, at each signal of that name, such as HUP. */
  public static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              new InvocationHandler() {
                @Override
                public @Nullable Object invoke(
                    Object self, Method method, Object @Nullable [] arguments) {
                  if (method.getName().equals("handle")) {
                    action.run();
                  }
                  return null;
                }
              });
      Object instance = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("this Java does not handle SIG" + name, e);
    }
  }
}
