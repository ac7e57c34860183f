package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.PKCS11Implementation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cardwright.crypto.module.SecurityModuleException;
import org.jspecify.annotations.Nullable;

/**
 * The native part of the PKCS #11 wrapper, loaded once: from the library path, or unpacked from the wrapper's jar into the directory for
 * temporary files and removed again.
 *
 * <p>The wrapper would do this itself, but prints about it where no logging is set up.
 */
final class NativeWrapper {

    private static final String NAME = "pkcs11wrapper";

    /** Operating system and processor, as the Java virtual machine names them, and where the jar has the library. */
    private static final Map<String, String> RESOURCES = Map.of(
            "linux amd64", "/natives/unix/linux-x86_64/release/libpkcs11wrapper.so",
            "linux x86_64", "/natives/unix/linux-x86_64/release/libpkcs11wrapper.so",
            "linux aarch64", "/natives/unix/linux-aarch64/release/libpkcs11wrapper.so",
            "linux arm", "/natives/unix/linux-arm/release/libpkcs11wrapper.so",
            "linux i386", "/natives/unix/linux-x86/release/libpkcs11wrapper.so",
            "mac aarch64", "/natives/unix/macosx_universal/release/libpkcs11wrapper.jnilib",
            "mac x86_64", "/natives/unix/macosx_universal/release/libpkcs11wrapper.jnilib",
            "windows amd64", "/natives/windows/win-x86_64/release/pkcs11wrapper.dll",
            "windows x86", "/natives/windows/win-x86/release/pkcs11wrapper.dll");

    private static boolean linked;

    private NativeWrapper() {}

    /**
     * Loads it, unless that was done.
     *
     * @throws SecurityModuleException when there is none for this machine, or it may not be loaded
     */
    static synchronized void link() {
        if (linked) {
            return;
        }
        try {
            System.loadLibrary(NAME);
        } catch (UnsatisfiedLinkError notInstalled) {
            unpack(resource(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
        }
        PKCS11Implementation.initializeLibrary();
        linked = true;
    }

    /** Where the jar has the library for that machine. */
    static String resource(String operatingSystem, String processor) {
        String system = operatingSystem.toLowerCase(Locale.ROOT).split(" ", 2)[0];
        String resource = RESOURCES.get(system + " " + processor);
        if (resource == null) {
            throw unavailable(
                    "the PKCS #11 wrapper has no native part for " + operatingSystem + " on " + processor, null);
        }
        return resource;
    }

    private static void unpack(String resource) {
        Path directory = null;
        try (InputStream packed = PKCS11Implementation.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IllegalStateException("the jar of the PKCS #11 wrapper lacks " + resource);
            }
            directory = Files.createTempDirectory("cardwright-" + NAME);
            Path file = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            Files.copy(packed, file);
            System.load(file.toString());
        } catch (IOException | UnsatisfiedLinkError refused) {
            throw unavailable(
                    "the native part of the PKCS #11 wrapper cannot be loaded from the directory for temporary files:"
                            + " -Djava.io.tmpdir must name one that may be written and from which may be executed",
                    refused);
        } finally {
            remove(directory);
        }
    }

    /** Loaded, it is needed no more; where the system holds on to it, it goes at the end. */
    private static void remove(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        for (String name : Objects.requireNonNullElse(directory.toFile().list(), new String[0])) {
            Path file = directory.resolve(name);
            if (!file.toFile().delete()) {
                directory.toFile().deleteOnExit();
                file.toFile().deleteOnExit();
            }
        }
        if (!directory.toFile().delete()) {
            directory.toFile().deleteOnExit();
        }
    }

    private static SecurityModuleException unavailable(String message, @Nullable Throwable cause) {
        return cause == null
                ? new SecurityModuleException(SecurityModuleException.Kind.UNAVAILABLE, message)
                : new SecurityModuleException(SecurityModuleException.Kind.UNAVAILABLE, message, cause);
    }
}
