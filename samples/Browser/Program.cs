using System.Globalization;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Samples.Browser;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
WebAssemblyHostBuilder builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Page>("#page");
await builder.Build().RunAsync();
