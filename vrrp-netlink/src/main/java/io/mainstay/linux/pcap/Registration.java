package io.mainstay.linux.pcap;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.factory.PacketFactories;
import org.pcap4j.packet.factory.PacketFactoryBinderProvider;
import org.pcap4j.packet.namednumber.IpNumber;

/**
 * Puts {@link VrrpFactoryBinderProvider} in front of pcap4j's own provider. pcap4j takes the first that the service
 * loader finds, once, when its factories are first used; which is first on a class path of {@code lib/*} is chance. So
 * they are first used here, under a context class loader that sees one provider only.
 */
final class Registration {
    private static final String SERVICE = "META-INF/services/" + PacketFactoryBinderProvider.class.getName();
    private static final String OURS = "provider.txt";

    private Registration() {}

    /** Does it once; later calls only look. */
    static void ensure() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new OneProvider(Registration.class.getClassLoader()));
        try {
            Class<?> found =
                    PacketFactories.getFactory(Packet.class, IpNumber.class).getTargetClass(IpNumber.VRRP);
            if (!VrrpPacket.class.equals(found)) {
                throw new IllegalStateException("this is a bug: pcap4j's factories were used before ours stood there");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static final class OneProvider extends ClassLoader {
        OneProvider(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.equals(SERVICE)) {
                return super.getResources(name);
            }
            URL ours = Objects.requireNonNull(Registration.class.getResource(OURS), OURS);
            return Collections.enumeration(Collections.singleton(ours));
        }
    }
}
