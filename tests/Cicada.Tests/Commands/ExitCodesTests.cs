using Cicada.Commands;

namespace Cicada.Tests.Commands;

public sealed class ExitCodesTests
{
    [Fact]
    public void The_first_of_2_6_3_4_5_1_is_given()
    {
        Assert.Equal(2, ExitCodes.Of(badOptions: true, samplesLost: true, thresholdBroken: true, regression: true, generatorLimited: true, failures: true));
        Assert.Equal(6, ExitCodes.Of(samplesLost: true, thresholdBroken: true, regression: true, generatorLimited: true, failures: true));
        Assert.Equal(3, ExitCodes.Of(thresholdBroken: true, regression: true, generatorLimited: true, failures: true));
        Assert.Equal(4, ExitCodes.Of(regression: true, generatorLimited: true, failures: true));
        Assert.Equal(5, ExitCodes.Of(generatorLimited: true, failures: true));
        Assert.Equal(1, ExitCodes.Of(failures: true));
        Assert.Equal(0, ExitCodes.Of());
    }

    [Fact]
    public void The_code_on_error_replaces_1_only()
    {
        Assert.Equal(9, ExitCodes.Of(failures: true, codeOnError: 9));
        Assert.Equal(0, ExitCodes.Of(failures: true, codeOnError: 0));
        Assert.Equal(6, ExitCodes.Of(samplesLost: true, failures: true, codeOnError: 9));
        Assert.Equal(0, ExitCodes.Of(codeOnError: 9));
    }
}
