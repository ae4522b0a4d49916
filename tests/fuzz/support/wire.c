#include "tests/fuzz/support/fuzz.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
	const uint8_t *bytes;
	size_t length;
	int end;              /* curl's, which closes it */
} next;

void wire_answer(const uint8_t *bytes, size_t length)
{
	next.bytes = bytes;
	next.length = length;
}

static curl_socket_t give_end(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)context, (void)purpose, (void)address;
	return next.end;
}

/* libcurl 7.88 connects what CURL_SOCKOPT_ALREADY_CONNECTED calls connected. */
int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	return fd == next.end ? 0 : (int)syscall(SYS_connect, fd, address, length);
}

static void put(int fd, const void *bytes, size_t length)
{
	truth(send(fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length, "a socket takes %zu bytes", length);
}

static void answer(int fd)
{
	char head[128];
	bool whole = next.length >= 5 && memcmp(next.bytes, "HTTP/", 5) == 0;
	if (!whole)
		put(fd, head, (size_t)snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
					       "Content-Length: %zu\r\n\r\n", next.length));
	put(fd, next.bytes, next.length);
	shutdown(fd, SHUT_WR);
}

/* In the place of libcurl's own, which it calls: all but the network is real. */
CURLcode curl_easy_perform(CURL *curl)
{
	CURLcode (*perform)(CURL *);
	*(void **)&perform = dlsym(RTLD_NEXT, "curl_easy_perform");
	int ends[2];
	truth(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
	next.end = ends[0];
	answer(ends[1]);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, give_end);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	CURLcode code = perform(curl);
	close(ends[1]);
	next.end = -1;
	return code;
}
