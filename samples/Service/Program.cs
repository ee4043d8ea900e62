using System.Globalization;
using System.Text.Json.Serialization;
using Samples.Service;

// Service: a network that was trained in PyTorch answers HTTP requests.
//   dotnet run -c Release --project samples/Service
//   curl localhost:5000/classify -H 'Content-Type: application/json' -d '{"values":[1.51,0.36,0.02,-1.9,-0.38]}'
// With --check it asks itself and ends: 0 if the answer is that of PyTorch.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool isCheck = args.Contains("--check");
SensorNet net = SensorNet.Load(Path.Combine(AppContext.BaseDirectory, "sensor.safetensors"));

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Default));
if (isCheck)
{
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
}

// All requests share the network: a prediction keeps nothing in it.
WebApplication app = builder.Build();
app.MapPost("/classify", (Reading reading) =>
{
    if (reading.Values is not { Length: SensorNet.InputSize } values || !values.All(float.IsFinite))
    {
        return Results.Text($"values must be {SensorNet.InputSize} finite numbers.", statusCode: StatusCodes.Status400BadRequest);
    }

    float[] probabilities = net.Predict(values);
    return Results.Ok(new Answer(Array.IndexOf(probabilities, probabilities.Max()), probabilities));
});

if (!isCheck)
{
    app.Run();
    return 0;
}

await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
Answer? answer = await Ask([1.5139755f, 0.36280093f, 0.016903995f, -1.8963329f, -0.37691638f]);
using HttpResponseMessage tooShort = await client.PostAsJsonAsync("/classify", new Reading([1]), ServiceJson.Default.Reading);
await app.StopAsync();

// What PyTorch's softmax(net(x)) gives in evaluation mode.
double[] expected = [0.169490, 0.501448, 0.329062];
Console.WriteLine($"State {answer!.State}, probabilities {string.Join(", ", answer.Probabilities.Select(p => $"{p:F6}"))}; PyTorch: {string.Join(", ", expected.Select(p => $"{p:F6}"))}.");
Console.WriteLine($"Too few values: {(int)tooShort.StatusCode}.");
bool asExpected = answer.Probabilities.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5) && (int)tooShort.StatusCode == 400;
return asExpected ? 0 : 1;

async Task<Answer?> Ask(float[] values)
{
    using HttpResponseMessage response = await client.PostAsJsonAsync("/classify", new Reading(values), ServiceJson.Default.Reading);
    return await response.Content.ReadFromJsonAsync(ServiceJson.Default.Answer);
}

/// <summary>A request.</summary>
internal sealed record Reading(float[]? Values);

/// <summary>The answer: the likeliest state, and how likely each is.</summary>
internal sealed record Answer(int State, float[] Probabilities);

/// <summary>Reads and writes both without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class ServiceJson : JsonSerializerContext;
