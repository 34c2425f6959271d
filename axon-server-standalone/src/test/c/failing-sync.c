/* Stands between a process and its C library: while the file exists that FAILING_SYNC names, no sync succeeds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int synced(const char *name, int file) {
    const char *flag = getenv("FAILING_SYNC");
    if (flag != NULL && access(flag, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    return real(file);
}

int fsync(int file) {
    return synced("fsync", file);
}

int fdatasync(int file) {
    return synced("fdatasync", file);
}
