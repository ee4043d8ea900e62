using System.Globalization;
using System.Net.WebSockets;
using NnGen.InMemory;
using Samples.Playground.Sessions;
using Samples.Playground.Web;

// Playground: a page on which one declares a network and watches it learn.
//   dotnet run -c Release --project samples/Playground                     opens http://127.0.0.1:5080
//   dotnet run -c Release --project samples/Playground -- --port 0         any free port
//   dotnet run -c Release --project samples/Playground -- --host my.name   listens on all addresses, for whoever calls it by that name
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args, out string wrong) is not { } options)
{
    Console.Error.WriteLine(wrong);
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // told below, in a sentence
builder.WebHost.UseUrls(options.Address);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 0;
});

WebApplication app = builder.Build();
var door = new LocalOnly(options.Hosts);
var project = new NetworkProject();
var places = new SemaphoreSlim(SessionLimits.Sessions);

app.Use((context, next) =>
{
    SecurityHeaders.Add(context.Response.Headers);
    if (door.Allows(context.Request))
    {
        return next(context);
    }

    context.Response.StatusCode = StatusCodes.Status403Forbidden;
    return context.Response.WriteAsync("This page is for its own machine. Another name is allowed by --host NAME.");
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20) });
app.Map("/socket", async context =>
{
    if (!context.WebSockets.IsWebSocketRequest || !door.AllowsSocket(context.Request))
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return;
    }

    if (!places.Wait(0))
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return;
    }

    try
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await PageSocket.ServeAsync(socket, project, app.Lifetime.ApplicationStopping);
    }
    finally
    {
        places.Release();
    }
});

try
{
    await app.StartAsync();
}
catch (IOException taken)
{
    Console.Error.WriteLine($"{taken.Message} Another playground may be there already; -- --port 0 takes any free port.");
    return 1;
}

Console.WriteLine($"The playground is at {app.Urls.First()}");

await WarmUp.RunAsync(project, isAlone: () => places.CurrentCount == SessionLimits.Sessions);
await app.WaitForShutdownAsync();
return 0;
