#!/bin/bash
# Makes one host of the pair: provision.sh PRIORITY VIP/LENGTH. Safe to run again.
set -euo pipefail
priority=$1 vip=$2
export DEBIAN_FRONTEND=noninteractive

. /opt/mainstay/bin/java-home.sh
if ! find_java_home java >/dev/null; then
  apt-get update -q
  newest=$(apt-cache search --names-only '^openjdk-[0-9]+-jre-headless$' | grep -oE '[0-9]+' | sort -rn | head -n 1)
  if [ -z "$newest" ] || [ "$newest" -lt 21 ]; then
    echo "provision: this distribution has no Java 21 or newer: put one under /usr/lib/jvm and run this again" >&2
    exit 69
  fi
  echo "provision: installing openjdk-$newest-jre-headless"
  apt-get install -qy --no-install-recommends "openjdk-$newest-jre-headless"
fi

# The interface that carries the VIP's network: the one with an address that shares its first three octets.
device=$(ip -4 -o addr show | awk -v net="${vip%.*}." 'index($4, net) == 1 { print $2; exit }')
[ -n "$device" ] || { echo "provision: no interface has an address of ${vip%.*}.0/24" >&2; exit 1; }

install -d -m 0755 /etc/mainstay
if [ ! -e /etc/mainstay/mainstay.conf ]; then
  umask 077
  cat >/etc/mainstay/mainstay.conf <<CONF
vrrp_instance {
  VI_1 {
    interface = $device
    virtual_router_id = 56
    priority = $priority
    advert_int = 1
    virtual_ipaddress = ["$vip"]
  }
}
CONF
fi
/opt/mainstay/bin/mainstay check /etc/mainstay/mainstay.conf
echo "provision: start it with: sudo /opt/mainstay/bin/mainstay run"
