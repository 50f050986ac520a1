package io.mainstay.conf;

import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.text.Node;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code authentication} of an instance. The password itself stands in no message. */
final class Passwords {
    private Passwords() {}

    static Authentication read(Section instance, boolean strict, int version) {
        Optional<Node> node = instance.node().child("authentication");
        if (node.isEmpty()) {
            return Authentication.NONE;
        }
        if (version == 3) {
            instance.warn(
                    node.get().position(),
                    InstanceKeys.AUTHENTICATION_BLOCK,
                    "ignored in version 3, which has none (RFC 9568 9), as in keepalived");
            return Authentication.NONE;
        }
        Section s =
                new Section(node.get(), Block.AUTHENTICATION, instance.path("authentication"), instance.diagnostics());
        Authentication authentication = authentication(s);
        if (s.refused() != null) {
            instance.refuse(node.get().position(), "authentication", "incomplete, see there");
        }
        if (strict) {
            instance.warn(
                    node.get().position(),
                    InstanceKeys.AUTHENTICATION_BLOCK,
                    "ignored under strict mode, as in" + " keepalived: adverts carry no password");
            return Authentication.NONE;
        }
        return authentication;
    }

    private static Authentication authentication(Section s) {
        Optional<String> type = s.word(InstanceKeys.AUTH_TYPE);
        Optional<String> password = s.word(InstanceKeys.AUTH_PASS);
        if (type.isEmpty()) {
            if (s.refused() == null) {
                s.warn(
                        s.node().position(),
                        InstanceKeys.AUTH_TYPE,
                        "is missing, so there is no authentication, as in" + " keepalived (expected: auth_type PASS)");
            }
            return Authentication.NONE;
        }
        if (!type.get().equals("PASS")) {
            s.refuse(
                    s.at(InstanceKeys.AUTH_TYPE),
                    "auth_type",
                    type.get() + " is not supported (expected: PASS, on all hosts)");
            return Authentication.NONE;
        }
        if (password.isEmpty()) {
            s.refuse(s.node().position(), "auth_pass", "is missing");
            return Authentication.NONE;
        }
        return simple(s, password.get());
    }

    private static Authentication simple(Section s, String password) {
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length > Password.LENGTH_BYTES) {
            s.warn(
                    s.at(InstanceKeys.AUTH_PASS),
                    InstanceKeys.AUTH_PASS,
                    "has " + length + " bytes; the first 8 are used, as in keepalived");
        }
        if (s.words(InstanceKeys.AUTH_PASS).filter(n -> n.words().size() > 1).isPresent()) {
            s.warn(
                    s.at(InstanceKeys.AUTH_PASS),
                    InstanceKeys.AUTH_PASS,
                    "only its first word counts (quotes keep" + " words together)");
        }
        return new Authentication.Simple(Password.of(password));
    }
}
