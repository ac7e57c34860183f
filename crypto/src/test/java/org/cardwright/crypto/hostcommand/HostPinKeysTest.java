package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Pins.PinOffsetRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.junit.jupiter.api.Test;

/** A device that makes a value of any PIN under any key is not asked for those that a PIN must not have. */
class HostPinKeysTest {

    private static final Pan PAN = Pan.of("9999990000000014");
    private static final KeyName STORAGE = KeyName.of("bank-one.pin-storage");
    private static final EncryptedPinBlock BLOCK =
            new EncryptedPinBlock(PinBlockFormat.ISO_4, ByteString.repeat(1, 16));

    /** The answers of a device that looks at no owner and at no use. */
    private static SecurityModule careless(SecurityModule honest) {
        Pins any = proxy(Pins.class, (proxy, method, arguments) -> List.of(new PinAnswer.Made<>("1234")));
        return proxy(
                SecurityModule.class,
                (proxy, method, arguments) -> method.getName().equals("pins") ? any : method.invoke(honest, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static PinValueRequest value(String pvk, KeyName pinKey) {
        return new PinValueRequest(KeyName.of(pvk), 1, pinKey, BLOCK, PAN);
    }

    private static PinOffsetRequest offset(String pvk, KeyName pinKey) {
        return new PinOffsetRequest(
                new PinOffsetProfile(new KeyReference(pvk, 1), 4, "0123456789012345", 1, 16, 'F'), pinKey, BLOCK, PAN);
    }

    private static void refused(ThrowingCallable asked, String because) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        thrown -> assertThat(thrown.kind()).isEqualTo(Kind.KEY_REFUSED))
                .hasMessageContaining(because);
    }

    @Test
    void a_careless_device_makes_no_value_across_issuers_and_no_offset_of_a_drawn_pin() throws IOException {
        try (SecurityModule honest = Simulated.software();
                HostCommandSimulator host = HostCommandSimulator.start(careless(honest));
                HostCommandSecurityModule module =
                        HostCommandSecurityModule.connect(Simulated.settings(host.address()))) {
            Pins pins = module.pins();
            KeyName kek1 = KeyName.of("bank-one.kek1-p0");
            assertThat(pins.pinVerificationValues(List.of(value("bank-one.pvk-pvv", STORAGE))))
                    .containsExactly(new PinAnswer.Made<>("1234"));
            assertThat(pins.ibmOffsets(List.of(offset("bank-one.pvk-ibm", kek1))))
                    .containsExactly(new PinAnswer.Made<>("1234"));
            for (KeyName pinKey : List.of(STORAGE, kek1)) {
                refused(
                        () -> pins.pinVerificationValues(List.of(value("bank-two.pvk-pvv", pinKey))),
                        "belong to two issuers");
            }
            refused(() -> pins.ibmOffsets(List.of(offset("bank-one.pvk-ibm", STORAGE))), "has no offset");
            refused(() -> pins.ibmOffsets(List.of(offset("bank-two.pvk-ibm", kek1))), "belong to two issuers");
        }
    }
}
