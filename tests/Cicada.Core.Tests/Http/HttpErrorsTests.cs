using Cicada.Http;

namespace Cicada.Tests.Http;

public sealed class HttpErrorsTests
{
    [Fact]
    public void An_HTTP2_connection_that_ended_before_its_first_request_is_a_mistake_of_the_protocol()
    {
        var error = HttpErrors.Of(new HttpRequestException("the server did not complete the HTTP/2 handshake"), HttpPhase.Connecting);

        Assert.Equal("protocol_error", error);
    }
}
