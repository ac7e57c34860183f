package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_C_INITIALIZE_ARGS;
import iaik.pkcs.pkcs11.wrapper.CK_TOKEN_INFO;
import iaik.pkcs.pkcs11.wrapper.PKCS11;
import iaik.pkcs.pkcs11.wrapper.PKCS11Exception;
import iaik.pkcs.pkcs11.wrapper.PKCS11Implementation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * The PKCS #11 library of a vendor in this process. C_Initialize and C_Finalize count for the whole process, so there is one of these
 * for each file, shared and counted: the last that lets go finalizes it. PKCS #11 v3.0, 5.4.
 *
 * <p>It stays loaded to the end of the process: vendors' libraries do not always survive being loaded a second time.
 */
final class TokenLibrary {

    private static final Map<Path, TokenLibrary> LOADED = new HashMap<>();

    private final Path file;
    private final PKCS11 calls;
    private final ReadWriteLock work = new ReentrantReadWriteLock();
    private int users;
    private boolean initialized;
    private final AtomicLong epoch = new AtomicLong();

    /**
     * A token in its slot.
     *
     * @param initialized was it given a label and PINs?
     */
    record Seat(long slot, String label, String serial, boolean initialized) {}

    /** In the place of the token in calls that are about none. */
    private static final String LIBRARY = "the library";

    private TokenLibrary(Path file, PKCS11 calls) {
        this.file = file;
        this.calls = calls;
    }

    /**
     * The library of that file, initialized; {@link #release} it once.
     *
     * @throws SecurityModuleException when there is none or it does not start
     */
    static synchronized TokenLibrary acquire(Path file) {
        TokenLibrary library = load(file);
        if (!library.initialized) {
            library.initialize();
        }
        library.users++;
        return library;
    }

    private static TokenLibrary load(Path file) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException absent) {
            throw unavailable("there is no PKCS #11 library " + file, absent);
        }
        TokenLibrary known = LOADED.get(real);
        if (known != null) {
            return known;
        }
        NativeWrapper.link();
        try {
            TokenLibrary library = new TokenLibrary(real, new PKCS11Implementation(real.toString()));
            LOADED.put(real, library);
            return library;
        } catch (IOException refused) {
            throw unavailable(file + " is no PKCS #11 library, or not one for this machine", refused);
        }
    }

    /** Lets go of it. */
    static synchronized void release(TokenLibrary library) {
        library.users--;
        if (library.users == 0) {
            library.shutDown();
        }
    }

    private void initialize() {
        CK_C_INITIALIZE_ARGS arguments = new CK_C_INITIALIZE_ARGS();
        arguments.flags = PKCS11Constants.CKF_OS_LOCKING_OK;
        try {
            TokenCalls.running(LIBRARY, "C_Initialize", () -> {
                calls.C_Initialize(arguments, true);
                return true;
            });
        } catch (PKCS11Exception fault) {
            if (fault.getErrorCode() != PKCS11Constants.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
                throw unavailable(
                        "the PKCS #11 library " + file + " does not start: C_Initialize returned "
                                + PKCS11Constants.ckrCodeToName(fault.getErrorCode()),
                        fault);
            }
        }
        initialized = true;
        epoch.incrementAndGet();
    }

    /** Whatever the library says: every session and handle is gone. */
    private void shutDown() {
        if (!initialized) {
            return;
        }
        initialized = false;
        epoch.incrementAndGet();
        try {
            TokenCalls.running(LIBRARY, "C_Finalize", () -> {
                calls.C_Finalize(null);
                return true;
            });
        } catch (PKCS11Exception notRunning) {
            epoch.incrementAndGet();
        }
    }

    /** Ends and starts it again; only with {@link #work()} locked for writing. */
    void restart() {
        synchronized (TokenLibrary.class) {
            shutDown();
            initialize();
        }
    }

    /** Work holds the lock for reading; restarting, which ends every session of the process, for writing. */
    ReadWriteLock work() {
        return work;
    }

    PKCS11 calls() {
        return calls;
    }

    /** Another number after every start: handles of an earlier one mean nothing. */
    long epoch() {
        return epoch.get();
    }

    /** The tokens that are there now. */
    List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        for (long slot : RawSession.call(LIBRARY, "C_GetSlotList", () -> calls.C_GetSlotList(true))) {
            Seat seat = seatOf(slot);
            if (seat != null) {
                seats.add(seat);
            }
        }
        return seats;
    }

    /** A token that says nothing of itself is as good as absent, and no reason to lose the others. */
    private @Nullable Seat seatOf(long slot) {
        try {
            return seat(slot);
        } catch (TokenFault lost) {
            return null;
        }
    }

    /** The token in that slot. */
    Seat seat(long slot) {
        CK_TOKEN_INFO info = RawSession.call(LIBRARY, "C_GetTokenInfo", () -> calls.C_GetTokenInfo(slot));
        return new Seat(
                slot,
                new String(info.label).strip(),
                new String(info.serialNumber).strip(),
                (info.flags & PKCS11Constants.CKF_TOKEN_INITIALIZED) != 0);
    }

    private static SecurityModuleException unavailable(String message, Throwable cause) {
        return new SecurityModuleException(Kind.UNAVAILABLE, message, cause);
    }
}
