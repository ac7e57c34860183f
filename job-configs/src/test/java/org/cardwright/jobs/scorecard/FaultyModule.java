package org.cardwright.jobs.scorecard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.jspecify.annotations.Nullable;

/**
 * A security module that works until call number N and then refuses one call, is silent for one, is lost for good, or answers with
 * one bit wrong.
 *
 * <p>Counted are the calls of all families but the inventory, which a program keeps asking and which makes nothing.
 */
final class FaultyModule {

    /** What happens at the call. */
    enum Fault {
        /** Nothing: the calls are only counted. */
        NONE,
        /** The call is refused, all others are not. */
        REFUSED,
        /** The call gets no answer within the time that a device is given, all others do. */
        SILENT,
        /** From here on there is no device. */
        LOST,
        /** One bit or one digit of the answer is another one. */
        WRONG
    }

    private static final String OURS = "org.cardwright.crypto.module";

    /** Stands for the time limit of a device, which its own tests measure. */
    private static final long SILENCE_MS = 300;

    private final Fault fault;
    private final int failing;
    private final Random random;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong happenedAt = new AtomicLong();

    FaultyModule(Fault fault, int failing, long seed) {
        this.fault = fault;
        this.failing = failing;
        this.random = new Random(seed);
    }

    /** The module with the fault in it. */
    SecurityModule around(SecurityModule real) {
        return proxy(SecurityModule.class, (proxy, method, arguments) -> {
            Object answer = call(real, method, arguments);
            boolean family =
                    method.getReturnType().isInterface() && !method.getName().equals("inventory");
            return family ? counted(method.getReturnType(), answer) : answer;
        });
    }

    /** The calls so far, each by family and operation, {@code "CardKeys.derive"}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** True when the fault was put in. */
    boolean happened() {
        return happenedAt.get() != 0;
    }

    /** Milliseconds since the fault was put in first. */
    long millisSinceItHappened() {
        return (System.nanoTime() - happenedAt.get()) / 1_000_000;
    }

    private <T> T counted(Class<T> type, Object real) {
        return proxy(type, (proxy, method, arguments) -> {
            boolean work = method.getDeclaringClass() != Object.class
                    && !method.getName().equals("close");
            String operation = type.getSimpleName() + "." + method.getName();
            Object answer =
                    work ? disturbed(operation, () -> call(real, method, arguments)) : call(real, method, arguments);
            boolean opened = method.getReturnType().isInterface()
                    && method.getReturnType().getPackageName().equals(OURS)
                    && AutoCloseable.class.isAssignableFrom(method.getReturnType());
            return opened ? counted(method.getReturnType(), answer) : answer;
        });
    }

    private @Nullable Object disturbed(String operation, Call work) throws Throwable {
        int number;
        synchronized (calls) {
            calls.add(operation);
            number = calls.size();
        }
        boolean now = number == failing || (number > failing && fault == Fault.LOST);
        return !now || fault == Fault.NONE ? work.go() : disturbed(work);
    }

    private @Nullable Object disturbed(Call work) throws Throwable {
        if (fault == Fault.WRONG) {
            Object answer = work.go();
            Object wrong = answer == null ? null : new WrongAnswer(random).of(answer);
            if (!Objects.equals(wrong, answer)) {
                note();
            }
            return wrong;
        }
        note();
        if (fault == Fault.REFUSED) {
            throw new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, "the device refuses");
        }
        if (fault == Fault.SILENT) {
            Thread.sleep(SILENCE_MS);
        }
        throw new SecurityModuleException(
                SecurityModuleException.Kind.UNAVAILABLE,
                fault == Fault.SILENT ? "the device does not answer" : "the device is gone");
    }

    private void note() {
        happenedAt.compareAndSet(0, System.nanoTime());
    }

    /** A call of the module. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object go() throws Throwable;
    }

    private static @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
