using Microsoft.AspNetCore.Http;
using Samples.Playground.Web;

namespace NnGen.Playground.Tests;

/// <summary>Other sites that the browser has open do not get in.</summary>
public sealed class LocalOnlyTests
{
    private static readonly LocalOnly s_door = new(["class.example"]);

    [Theory]
    [InlineData("localhost:5080", "http://localhost:5080", true)]
    [InlineData("127.0.0.1:5080", "http://127.0.0.1:5080", true)]
    [InlineData("[::1]:5080", "http://[::1]:5080", true)]
    [InlineData("class.example:5080", "http://class.example:5080", true)]
    [InlineData("evil.example:5080", "http://evil.example:5080", false)]
    [InlineData("127.0.0.1.evil.example:5080", "http://127.0.0.1.evil.example:5080", false)]
    [InlineData("localhost:5080", "http://evil.example", false)]
    [InlineData("localhost:5080", "http://localhost:9999", false)]
    [InlineData("localhost:5080", "null", false)]
    [InlineData("localhost:5080", "file://", false)]
    [InlineData("localhost:5080", null, false)]
    public void Socket_IsForTheOwnPage(string host, string? origin, bool isAllowed)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(isAllowed, s_door.AllowsSocket(request));
    }

    [Fact]
    public void CommandLine_IsRead()
    {
        Assert.Equal("http://127.0.0.1:5080", Options.Read([], out _)?.Address);
        Assert.Equal("http://127.0.0.1:0", Options.Read(["--port", "0"], out _)?.Address);
        Assert.Equal("http://0.0.0.0:80", Options.Read(["--host", "class.example", "--port", "80"], out _)?.Address);
        Assert.Null(Options.Read(["--port", "99999"], out _));
        Assert.Null(Options.Read(["--port"], out _));
        Assert.Null(Options.Read(["--verbose"], out string wrong));
        Assert.StartsWith("Usage:", wrong);
    }
}
