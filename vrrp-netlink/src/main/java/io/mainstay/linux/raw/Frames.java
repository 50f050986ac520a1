package io.mainstay.linux.raw;

import io.mainstay.net.IpAddress;
import io.mainstay.net.MacAddress;
import java.net.Inet6Address;
import java.util.List;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IpV6NeighborDiscoveryTargetLinkLayerAddressOption;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.namednumber.ArpHardwareType;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IcmpV6Code;
import org.pcap4j.packet.namednumber.IcmpV6Type;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;

/** The frames that tell the neighbours where an address is now, built with pcap4j. Pure. */
public final class Frames {
    private static final IpAddress ALL_NODES = IpAddress.of("ff02::1");
    private static final MacAddress ALL_NODES_MAC = MacAddress.of("33:33:00:00:00:01");

    private Frames() {}

    /**
     * A gratuitous ARP: a broadcast request for the address by the address itself (RFC 5227 3, RFC 3768 6.4.2); the
     * target hardware address is the broadcast one, as keepalived has it.
     *
     * @param address IPv4
     */
    public static byte[] gratuitousArp(MacAddress mac, IpAddress address) {
        ArpPacket.Builder arp = new ArpPacket.Builder()
                .hardwareType(ArpHardwareType.ETHERNET)
                .protocolType(EtherType.IPV4)
                .hardwareAddrLength((byte) 6)
                .protocolAddrLength((byte) 4)
                .operation(ArpOperation.REQUEST)
                .srcHardwareAddr(pcap4j(mac))
                .srcProtocolAddr(address.toInetAddress())
                .dstHardwareAddr(pcap4j(MacAddress.BROADCAST))
                .dstProtocolAddr(address.toInetAddress());
        return ethernet(mac, MacAddress.BROADCAST, EtherType.ARP, arp);
    }

    /**
     * An unsolicited neighbour advertisement to all nodes with the override flag (RFC 4861 7.2.6).
     *
     * @param address IPv6; source and target at once
     * @param router whether the R flag is set: RFC 9568 wants it, keepalived sets it on forwarding hosts only
     */
    public static byte[] unsolicitedAdvertisement(MacAddress mac, IpAddress address, boolean router) {
        Inet6Address source = inet6(address);
        Inet6Address destination = inet6(ALL_NODES);
        IcmpV6CommonPacket.Builder icmp = new IcmpV6CommonPacket.Builder()
                .type(IcmpV6Type.NEIGHBOR_ADVERTISEMENT)
                .code(IcmpV6Code.NO_CODE)
                .srcAddr(source)
                .dstAddr(destination)
                .payloadBuilder(advertisement(mac, source, router))
                .correctChecksumAtBuild(true);
        IpV6Packet.Builder ip = new IpV6Packet.Builder()
                .version(IpVersion.IPV6)
                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                .nextHeader(IpNumber.ICMPV6)
                .hopLimit((byte) 255)
                .srcAddr(source)
                .dstAddr(destination)
                .payloadBuilder(icmp)
                .correctLengthAtBuild(true);
        return ethernet(mac, ALL_NODES_MAC, EtherType.IPV6, ip);
    }

    private static IcmpV6NeighborAdvertisementPacket.Builder advertisement(
            MacAddress mac, Inet6Address target, boolean router) {
        return new IcmpV6NeighborAdvertisementPacket.Builder()
                .routerFlag(router)
                .solicitedFlag(false)
                .overrideFlag(true)
                .targetAddress(target)
                .options(List.of(new IpV6NeighborDiscoveryTargetLinkLayerAddressOption.Builder()
                        .linkLayerAddress(mac.bytes())
                        .correctLengthAtBuild(true)
                        .build()));
    }

    private static byte[] ethernet(MacAddress source, MacAddress destination, EtherType type, Packet.Builder payload) {
        return new EthernetPacket.Builder()
                .srcAddr(pcap4j(source))
                .dstAddr(pcap4j(destination))
                .type(type)
                .payloadBuilder(payload)
                .pad(new byte[0]) // the driver pads
                .build()
                .getRawData();
    }

    private static Inet6Address inet6(IpAddress address) {
        if (address.toInetAddress() instanceof Inet6Address inet6) {
            return inet6;
        }
        throw new IllegalArgumentException("neighbour advertisement for " + address + " (expected: IPv6)");
    }

    private static org.pcap4j.util.MacAddress pcap4j(MacAddress mac) {
        return org.pcap4j.util.MacAddress.getByAddress(mac.bytes());
    }
}
