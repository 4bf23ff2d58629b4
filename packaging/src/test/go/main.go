// Asks the service who we are, again and again, with credentials that the AWS SDK for Go finds by itself, and prints a
// line `ACCESS-KEY ARN` for each answer: client kept|fresh SECONDS.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func open(ctx context.Context) *sts.Client {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fail(err)
	}
	return sts.NewFromConfig(settings)
}

func fail(err error) {
	fmt.Println("error:", err)
	os.Exit(1)
}

func main() {
	ctx := context.Background()
	kept := os.Args[1] == "kept"
	seconds, err := strconv.Atoi(os.Args[2])
	if err != nil {
		fail(err)
	}
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	client := open(ctx)
	for time.Now().Before(end) {
		if !kept {
			client = open(ctx)
		}
		credentials, err := client.Options().Credentials.Retrieve(ctx)
		if err != nil {
			fail(err)
		}
		identity, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			fail(err)
		}
		fmt.Println(credentials.AccessKeyID, *identity.Arn)
		time.Sleep(time.Second)
	}
}
