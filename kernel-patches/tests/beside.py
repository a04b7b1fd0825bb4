#!/usr/bin/python3
# vm: --region-size 512M --disk 1G
# slow: takes a minute or two
"""What else the kernel knows of a node's memory: huge pages, memory cgroups, cpusets,
swap, NUMA balancing. The memory goes from below all of them, and who lived in it
has all that it had."""

import re
import subprocess

from device import Device, facts
from lib import check, finish, get, put
from processes import TakenMemory, mount_cgroups
from tenants import Tenant

NODES = "/sys/devices/system/node"
NUMA_BALANCING = "/proc/sys/kernel/numa_balancing"
DEMOTION = "/sys/kernel/mm/numa/demotion_enabled"

device = Device()
cgroups = mount_cgroups()
put(cgroups / "cgroup.subtree_control", "+memory +cpuset")


def huge_pages(node, number=None):
    path = f"{NODES}/node{node}/hugepages/hugepages-2048kB"
    if number is not None:
        put(f"{path}/nr_hugepages", str(number))
    return int(get(f"{path}/nr_hugepages"))


def node_free(node):
    """MemFree in MiB."""
    return int(re.search(r"MemFree: +(\d+)", get(f"{NODES}/node{node}/meminfo"))[1]) >> 10


def new_cgroup(name, **settings):
    cgroup = cgroups / name
    cgroup.mkdir()
    for file, value in settings.items():
        put(cgroup / file.replace("_", ".", 1), value)
    return cgroup


def goes(name, *tenants):
    """All of it is unplugged, and tenants keep what they have."""
    check(f"{name}: unplug", (device.put("unplug"), device.state), ("ok", "unplugged"))
    check(f"{name}: nothing is lost", [tenant.has_all() for tenant in tenants],
          [True] * len(tenants))


def comes(name):
    check(f"{name}: online_movable", (device.put("online_movable"), device.state),
          ("ok", "online_movable"))


comes("at first")
name = "huge pages in use"
check(f"{name}: as many as asked for", (huge_pages(0, 24), huge_pages(1, 20)), (24, 20))
tenant = Tenant(32, node=1, huge=True)
check(f"{name}: it has them of the node", tenant.mebibytes_on(1), 32)
goes(name, tenant)
tenant.leave()
comes(name)

name = "huge pages reserved, with none elsewhere"
check(f"{name}: as many as asked for", (huge_pages(0, 0), huge_pages(1, 20)), (0, 20))
tenant = Tenant(32, node=1, huge=True, lazy=True)
before = facts(device)
result = device.put("unplug")
check(f"{name}: all or nothing", (result, facts(device) == before), ("EBUSY", True))
check(f"{name}: who reserved them has them", tenant.fill(), True)
tenant.leave()
goes(name)
comes(name)

name = "a memory cgroup"
cgroup = new_cgroup("memory", memory_max=str(96 << 20))
tenant = Tenant(64, node=1, cgroup=cgroup)
check(f"{name}: its memory is of the node", tenant.mebibytes_on(1) >= 64, True)
charged = int(get(cgroup / "memory.current"))
goes(name, tenant)
check(f"{name}: charged as before", abs(int(get(cgroup / "memory.current")) - charged) < 16 << 20,
      True)
comes(name)
check(f"{name}: it can be written again", tenant.fill(), True)
tenant.leave()
cgroup.rmdir()

name = "a cpuset of the node alone"
cgroup = new_cgroup("cpuset", cpuset_mems="1")
tenant = Tenant(32, cgroup=cgroup)
check(f"{name}: its memory is of the node", tenant.mebibytes_on(1) >= 32, True)
goes(name, tenant)
young = Tenant(32, cgroup=cgroup)
check(f"{name}: unplugged, there is other memory for it", young.mebibytes_on(0) >= 32, True)
comes(name)
check(f"{name}: it is of the node again", get(cgroup / "cpuset.mems.effective"), "1")
for t in tenant, young:
    t.leave()
tenant = Tenant(32, cgroup=cgroup)
check(f"{name}: and so is new memory", tenant.mebibytes_on(1) >= 32, True)
tenant.leave()

name = "swap as the only room"
subprocess.run(["mkswap", "/dev/vda"], check=True, capture_output=True)
subprocess.run(["swapon", "/dev/vda"], check=True)
tenant = Tenant(128, node=1)
neighbour = Tenant(128, node=0)
taken = TakenMemory((node_free(0) - 64) << 20)
goes(name, tenant)
check(f"{name}: it was used",
      int(re.search(r"pswpout (\d+)", get("/proc/vmstat"))[1]) > 0, True)
taken.give_back()
check(f"{name}: the neighbour has lost nothing", neighbour.has_all(), True)
for t in tenant, neighbour:
    t.leave()
comes(name)

name = "NUMA balancing"
subprocess.run(["swapoff", "/dev/vda"], check=True)
put(DEMOTION, "1")
for mode in "1", "2":
    check(f"{name} {mode}", put(NUMA_BALANCING, mode), "ok")
    tenants = [Tenant(24, node=1), Tenant(24)]
    for _ in range(3):
        for tenant in tenants:
            tenant.read_on()
        goes(f"{name} {mode}", *tenants)
        comes(f"{name} {mode}")
    for tenant in tenants:
        tenant.leave()

name = "all at once"
huge_pages(0, 24)
check(f"{name}: as many huge pages as asked for", huge_pages(1, 20), 20)
# who may use no other node needs none: else it would have others killed while it goes
bound = Tenant(24, cgroup=cgroup)
readers = [Tenant(32, node=1, huge=True), Tenant(24, node=1),
           Tenant(24, node=1, cgroup=new_cgroup("small", memory_max=str(48 << 20)))]
tenants = [bound, *readers]
for _ in range(3):
    for reader in readers:
        reader.read_on()
    goes(name, *tenants)
    comes(name)
for tenant in tenants:
    tenant.leave()
goes(f"{name}, and then nobody")

finish()
