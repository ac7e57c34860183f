package org.cardwright.crypto.hostcommand;

import java.util.Optional;

/**
 * How long a field may be, and how its length stands in front of it.
 *
 * @param least fewest
 * @param most most
 * @param form empty for a field of one length, which has none in front
 */
record FieldSize(int least, int most, Optional<LengthForm> form) {

    /** Checks that every length can be written. */
    FieldSize {
        if (least < 0 || least > most || (form.isEmpty() && least != most)) {
            throw new IllegalArgumentException("a size is one number, or two of which the first is not the greater");
        }
        if (form.isPresent() && form.get().most() < most) {
            throw new IllegalArgumentException("the length " + most + " cannot be written in its place");
        }
    }

    void write(int size, HostField field, FieldWriter out) {
        require(size, field);
        form.ifPresent(length -> length.write(size, out));
    }

    int read(HostField field, FieldReader in) {
        int size = form.map(length -> length.read(in)).orElse(most);
        require(size, field);
        return size;
    }

    /** Bytes of the length in front. */
    int prefixBytes() {
        return form.map(LengthForm::width).orElse(0);
    }

    private void require(int size, HostField field) {
        if (size < least || size > most) {
            throw new MalformedMessageException(
                    field.label() + " has a size of " + size + ", allowed are " + least + " to " + most);
        }
    }
}
